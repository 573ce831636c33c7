import { LEARNING_DAYS } from '#core/anomaly/profile-view.ts';
import { audited, codesOf } from '../among.ts';
import { type Check, note, ok } from '../check.ts';
import { counted, listed } from '../words.ts';

/** Sites of which less than a week is known. */
export const tooFewDays: Check = {
  name: 'too-few-days',
  question: 'BASELINES_NOT_STABLE',
  look({ sites }) {
    const young = codesOf(audited(sites).filter(({ days }) => days < LEARNING_DAYS));
    return young.length === 0
      ? ok('Of every audited site a week or more is known.')
      : note(
          `Less than ${LEARNING_DAYS} days learned of ${counted(young.length, 'site')} (${listed(young)}).`,
          'Wait, or bring in the past (“vigil ingest”) and let it be learned (“vigil baselines build”).',
          young,
        );
  },
};
