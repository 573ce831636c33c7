import { audited, codesOf, isTicking } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed } from '../words.ts';

/** Sites that are to be audited and never were. */
export const schedule: Check = {
  name: 'schedule',
  question: 'AUDITS_NOT_RUNNING',
  look(facts) {
    const never = audited(facts.sites).filter(({ slots }) =>
      slots.every(({ last_run_at }) => last_run_at === null),
    );
    if (never.length === 0) return ok('Every site is audited by its schedule.');
    const codes = codesOf(never);
    const which = `${counted(codes.length, 'site')} (${listed(codes)})`;
    return isTicking(facts)
      ? note(
          `Never audited yet: ${which}.`,
          'The first slot comes within the hour. If this stays so, read the log.',
          codes,
        )
      : problem(
          `No schedule: no engine has ever audited ${which}.`,
          'Start the engine: it plans every site with its first tick. Or audit them once, “vigil audit”.',
          codes,
        );
  },
};
