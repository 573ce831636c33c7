import { type Check, note, ok, problem } from '../check.ts';
import { counted } from '../words.ts';

const CURE =
  'Open the quarantine (key 7), mend the cause (a site that is not configured, a clock that is wrong), and try the lines again.';

/** Telemetry that came and could not be taken in. */
export const quarantine: Check = {
  name: 'quarantine',
  question: 'NO_FINDINGS',
  look({ intake: { quarantined } }) {
    const { total, last_24_h } = quarantined;
    if (last_24_h > 0)
      return problem(`${counted(last_24_h, 'line')} of the last 24 hours could not be taken in.`, CURE);
    return total > 0
      ? note(`${counted(total, 'line')} wait in quarantine.`, CURE)
      : ok('Nothing is in quarantine.');
  },
};
