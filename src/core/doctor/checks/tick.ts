import { isTicking } from '../among.ts';
import { type Check, ok, problem } from '../check.ts';
import { span } from '../words.ts';

const START =
  'Start Vigil, or “vigil host”, and leave it running: closing the window does not stop the engine, quitting does.';

/** Whether the engine runs at all, and whether its database lets it. */
export const tick: Check = {
  name: 'tick',
  question: 'AUDITS_NOT_RUNNING',
  look(facts) {
    const { at, engine } = facts;
    if (engine.trouble !== null)
      return problem(
        `The engine is in trouble with its database: ${engine.trouble}`,
        'See “When the disk or the database has trouble” in the administrator’s guide.',
      );
    if (engine.last_tick_at === null) return problem('No engine has run on this database yet.', START);
    return isTicking(facts)
      ? ok('The engine ticks.')
      : problem(
          `The engine ticked last ${span(at - engine.last_tick_at)} ago: nothing is being audited.`,
          START,
        );
  },
};
