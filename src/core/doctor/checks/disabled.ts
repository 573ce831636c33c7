import { audited, codesOf } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed } from '../words.ts';

/** Sites at which nothing is audited because somebody said so. */
export const disabled: Check = {
  name: 'disabled',
  question: 'NO_FINDINGS',
  look({ sites }) {
    const off = sites.filter(({ phase }) => phase === 'INACTIVE' || phase === 'DISABLED');
    if (off.length === 0) return ok('No site is disabled.');
    const codes = codesOf(off);
    const found = `Not audited: ${counted(codes.length, 'site')} out of use or disabled (${listed(codes)}).`;
    const advice = 'Set “active” and “audit.enabled” to true where that is not meant so (key 8).';
    return audited(sites).length === 0 ? problem(found, advice, codes) : note(found, advice, codes);
  },
};
