import { MINUTE } from '#core/model/time.ts';
import { type Check, ok, problem } from '../check.ts';
import { span } from '../words.ts';

/** A clock that was set back: slots that seem to be ahead are not run again. */
export const clock: Check = {
  name: 'clock',
  question: 'AUDITS_NOT_RUNNING',
  look({ at, engine: { last_tick_at } }) {
    const ahead = (last_tick_at ?? at) - at;
    return ahead > MINUTE
      ? problem(
          `The engine’s last tick lies ${span(ahead)} ahead: the clock of this machine was wrong then, or is now.`,
          'Set the clock, and let it be kept by a time server.',
        )
      : ok('The clock goes on from the engine’s last tick.');
  },
};
