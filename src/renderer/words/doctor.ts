import type { DoctorLevel, DoctorQuestion } from '#core/model/doctor.ts';
import { counted } from './codes.ts';

/** What is looked for, and what was found, on the engine's page. */
export const DOCTOR = {
  title: 'Doctor',
  ask: 'Look again',
  askHint: 'Looks for every known cause of trouble; “vigil doctor” says the same',
  asking: 'Looking for causes…',
  failed: (why: string) => `The causes could not be looked for: ${why}`,
  well: (checks: number) => `${counted(checks, 'check')}, nothing to do`,
  found: (problems: number, notes: number) =>
    [problems > 0 ? counted(problems, 'problem') : '', notes > 0 ? counted(notes, 'note') : '']
      .filter((part) => part !== '')
      .join(', '),
  level: { PROBLEM: '▲ problem', NOTE: 'note', OK: 'well' } satisfies Record<DoctorLevel, string>,
  question: {
    AUDITS_NOT_RUNNING: 'Audits not running?',
    NO_FINDINGS: 'No findings?',
    BASELINES_NOT_STABLE: 'Baselines not stable?',
    TOO_MANY_ALARMS: 'Too many false alarms?',
  } satisfies Record<DoctorQuestion, string>,
  nothing: 'No problem found.',
  rest: (notes: number, well: number) =>
    [notes > 0 ? counted(notes, 'note') : '', well > 0 ? `${counted(well, 'check')} without one` : '']
      .filter((part) => part !== '')
      .join(', '),
} as const;
