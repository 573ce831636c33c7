import { codesOf } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed } from '../words.ts';

/** From this share of its cells on a site is irregular as a whole. */
const MUCH = 0.05;

/** Sites whose counts scatter so much that little is unusual there. */
export const variance: Check = {
  name: 'high-variance',
  question: 'BASELINES_NOT_STABLE',
  look({ sites }) {
    const looked = sites.filter(({ scattered }) => scattered !== null);
    const irregular = looked.filter(({ scattered }) => (scattered ?? 0) > 0);
    const left = sites.length - looked.length;
    const beyond = left === 0 ? '' : ` ${counted(left, 'site')} were not looked at: name them with --site.`;
    if (irregular.length === 0) return ok(`No cell scatters by more than its mean.${beyond}`);
    const codes = codesOf(irregular);
    const cells = irregular.reduce((sum, { scattered }) => sum + (scattered ?? 0), 0);
    const found = `High variance: ${counted(cells, 'cell')} scatter by more than their mean at ${counted(codes.length, 'site')} (${listed(codes)}).${beyond}`;
    const advice =
      'Look at the outliers of the site’s baselines (key 4): leave single odd days out, plan what is regular as maintenance, or set the sensitivity to LOW.';
    const isMuch = irregular.some(
      ({ scattered, stability }) => (scattered ?? 0) > MUCH * stability.total_cells,
    );
    return isMuch ? problem(found, advice, codes) : note(found, advice, codes);
  },
};
