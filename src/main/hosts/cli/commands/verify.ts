import { readFile } from 'node:fs/promises';
import type { Answer } from '#contract/index.ts';
import { toIso } from '#core/model/time.ts';
import { type Command, Failure } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, FAILED } from '../usage.ts';

type Verified = Answer<'engine.verify'>;

/** What was written down outside of the database. */
const anchorsIn = ({ anchors }: Verified): string =>
  anchors === null || anchors.newest_at === null
    ? 'No head of it was written down outside of the database yet: a cut at its end would not show.'
    : plain(
        `${anchors.count - anchors.excused} anchors in ${anchors.file} agree, the newest is of ${toIso(anchors.newest_at)}.${
          anchors.excused === 0
            ? ''
            : `\n${anchors.excused} more are of time that a restored backup does not know: see engine.restored in the trail.`
        }`,
      );

/** A copy of the anchors, read here: whoever answers may be another machine. */
async function copyIn(file: string | undefined) {
  if (file === undefined) return {};
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure({ code: 'not-found', message: `${file} cannot be read: ${why}` });
  });
  return { copy: { file, text } };
}

/** Checks the whole database and every link of the audit trail's chain. */
export const verifyCommand: Command = {
  usage: 'vigil verify [--anchors FILE] [--db FILE] [--json]',
  operands: false,
  options: { anchors: { type: 'string' } },
  async run(given, { output, ask }) {
    const result = await ask('engine.verify', await copyIn(given.text('anchors')));
    output.result(result, () =>
      result.ok
        ? `All is well: the database is sound, and the audit trail's ${result.trail_rows} rows are unbroken up to ${result.trail_head || 'its start'}.\n${anchorsIn(result)}`
        : ['Something is wrong:', ...result.problems.map((problem) => `  ${plain(problem)}`)].join('\n'),
    );
    return result.ok ? DONE : FAILED;
  },
};
