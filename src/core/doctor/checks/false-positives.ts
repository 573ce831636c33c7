import { type Check, note, ok, problem } from '../check.ts';
import { counted, tallied } from '../words.ts';

/** Of what people judged, the share that may be false. */
const SHARE = 0.05;
/** Of fewer a share says little. */
const ENOUGH = 20;

/** What people judged to be false, by type. */
export const falsePositives: Check = {
  name: 'false-positives',
  question: 'TOO_MANY_ALARMS',
  look({ judged }) {
    const verdicts = judged.filter(
      ({ disposition }) => disposition !== null && disposition !== 'UNDETERMINED',
    );
    const total = verdicts.reduce((sum, { count }) => sum + count, 0);
    if (total < ENOUGH)
      return note(
        `Only ${counted(total, 'finding')} of the last 30 days were judged: too few to say how many are false.`,
        'Choose a disposition when you resolve.',
      );
    const wrong = verdicts.filter(({ disposition }) => disposition === 'FALSE_POSITIVE');
    const share = wrong.reduce((sum, { count }) => sum + count, 0) / total;
    const found = `${(100 * share).toFixed(1)} % of ${total} judged findings of the last 30 days were false`;
    return share <= SHARE
      ? ok(`${found}.`)
      : problem(
          `${found}: ${tallied(wrong)}.`,
          'Tune those types first: threshold, window, sensitivity HIGH to MEDIUM to LOW, each tried in a what-if (Shift W) before it is saved.',
        );
  },
};
