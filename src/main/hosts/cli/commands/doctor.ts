import type { Answer } from '#contract/index.ts';
import { DOCTOR_LEVELS, DOCTOR_QUESTIONS, type DoctorQuestion } from '#core/model/doctor.ts';
import type { Command } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, FAILED } from '../usage.ts';

type Result = Answer<'doctor.run'>[number];

const ASKED: Readonly<Record<DoctorQuestion, string>> = {
  AUDITS_NOT_RUNNING: 'Audits not running?',
  NO_FINDINGS: 'No findings?',
  BASELINES_NOT_STABLE: 'Baselines not stable?',
  TOO_MANY_ALARMS: 'Too many false alarms?',
};

/** Looks for every known cause of trouble, with a running engine and without one. */
export const doctorCommand: Command = {
  usage: 'vigil doctor [--site CODE]… [--db FILE] [--json]',
  operands: false,
  options: { site: { type: 'string', multiple: true } },
  async run(given, { output, parts, file, ask }) {
    const sites = given.texts('site');
    const results = await ask('doctor.run', {
      ...(sites.length === 0 ? {} : { sites: [...sites] }),
      ...(await parts.running(file)),
    });
    if (output.json) for (const result of results) output.result(result, () => result.found);
    else
      output.result(results, () =>
        DOCTOR_QUESTIONS.flatMap((question) => answer(question, results)).join('\n'),
      );
    return results.some(({ level }) => level === 'PROBLEM') ? FAILED : DONE;
  },
};

const MARKS = { PROBLEM: '✗', NOTE: '·', OK: '✓' } as const;

/** The question, and under it what was found, the worst first. */
function answer(question: DoctorQuestion, results: readonly Result[]): readonly string[] {
  const own = results.filter((result) => result.question === question);
  const lines = DOCTOR_LEVELS.flatMap((level) => own.filter((result) => result.level === level)).flatMap(
    ({ level, check, found, advice }) => [
      `  ${MARKS[level]} ${check}: ${plain(found)}`,
      ...(advice === null ? [] : [`      ${plain(advice)}`]),
    ],
  );
  return [ASKED[question], ...lines];
}
