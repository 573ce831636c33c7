import { LEARNING_DAYS } from '#core/anomaly/profile-view.ts';
import { audited, codesOf } from '../among.ts';
import { type Check, ok, problem } from '../check.ts';
import type { SiteFacts } from '../facts.ts';
import { counted, listed } from '../words.ts';

/** A site is stable from this share of its cells on. */
const STABLE_SHARE = 0.8;

const isUnstable = ({ days, stability: { stable_cells, total_cells } }: SiteFacts): boolean =>
  days >= LEARNING_DAYS && stable_cells < STABLE_SHARE * total_cells;

/** Sites that were learned for long enough and are not stable all the same: samples are missing. */
export const tooFewSamples: Check = {
  name: 'too-few-samples',
  question: 'BASELINES_NOT_STABLE',
  look({ sites }) {
    const unstable = audited(sites).filter(isUnstable);
    if (unstable.length === 0) return ok('No site lacks samples that has been learned for a week.');
    const codes = codesOf(unstable);
    const thin = [...new Set(unstable.flatMap(({ stability }) => stability.thin_metrics))].sort();
    const metrics = thin.length === 0 ? '' : ` Metrics with too little data: ${listed(thin)}.`;
    return problem(
      `Too few samples: under 80 % of the cells are stable at ${counted(codes.length, 'site')} (${listed(codes)}).${metrics}`,
      'Outages, maintenance and days that were left out are not learned: see which on the site’s baselines (key 4).',
      codes,
    );
  },
};
