import { DAY, toIso } from '#core/model/time.ts';
import { audited, codesOf } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed } from '../words.ts';

/** A window that goes on for longer was probably forgotten. */
const LONG = DAY;

/** Sites whose findings are held back now. */
export const maintenance: Check = {
  name: 'maintenance',
  question: 'NO_FINDINGS',
  look({ sites, at }) {
    const held = sites.filter(({ phase }) => phase === 'MAINTENANCE');
    const ends = held.flatMap(({ phase_until }) => phase_until ?? []);
    if (held.length === 0) return ok('No site is in maintenance.');
    const codes = codesOf(held);
    const last = Math.max(...ends);
    const found = `In maintenance, findings held back: ${counted(codes.length, 'site')} (${listed(codes)}), the last until ${toIso(last)}.`;
    const advice =
      'The calendar (key 9) shows the windows and what they held back, and ends one with “End now”.';
    return held.length === audited(sites).length || last - at > LONG
      ? problem(found, advice, codes)
      : note(found, advice, codes);
  },
};
