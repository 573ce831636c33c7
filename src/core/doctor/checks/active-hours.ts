import { codesOf } from '../among.ts';
import { type Check, note, ok } from '../check.ts';
import { counted, listed } from '../words.ts';

/** Sites that are silent because they are closed. */
export const activeHours: Check = {
  name: 'active-hours',
  question: 'NO_FINDINGS',
  look({ sites }) {
    const closed = codesOf(sites.filter(({ phase }) => phase === 'OUTSIDE_HOURS'));
    return closed.length === 0
      ? ok('No site is outside its active hours.')
      : note(
          `Outside active hours, silence does not count: ${counted(closed.length, 'site')} (${listed(closed)}).`,
          'Change “active_hours” where the site should be watched now (key 8).',
          closed,
        );
  },
};
