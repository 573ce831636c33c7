import type { Site } from '#core/model/site.ts';
import { type EpochMs, type Interval, MINUTE } from '#core/model/time.ts';
import { dateOfDay } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import type { History } from './history.ts';
import type { Effect } from './trouble.ts';

const FIXES = 3;
const FIXES_OVER = 2 * MINUTE;
const STILL_OUTSIDE = 15 * MINUTE;

/** A person all of whose fixes during a span lie outside the site: a breach with the third of them, out of the site 15 min after the first. */
export function outside(person: string, away: Interval): readonly Effect[] {
  const fixes = `location ${person}`;
  const common = { subject: `person:${person}`, exempt: false } as const;
  const breachedAt = (history: History): EpochMs => {
    const first = history.from(fixes, away.start);
    const third = history.from(fixes, away.start, FIXES);
    if (first === null || third === null) return Number.NEGATIVE_INFINITY;
    return Math.max(third, history.from(fixes, first + FIXES_OVER) ?? third);
  };
  const outAt = (history: History): EpochMs => {
    const first = history.from(fixes, away.start);
    if (first === null) return Number.NEGATIVE_INFINITY;
    const from = Math.max(first + STILL_OUTSIDE, breachedAt(history));
    return history.from(fixes, from) ?? Number.NEGATIVE_INFINITY;
  };
  const end = (history: History): EpochMs | null => history.from(fixes, away.end);
  return [
    {
      ...{ ...common, finding_type: 'GEOFENCE_BREACH', severity: 'MEDIUM' },
      span: (history) => ({ start: breachedAt(history), end: end(history) }),
    },
    {
      ...{ ...common, finding_type: 'GUARD_OUT_OF_SITE', severity: 'HIGH' },
      span: (history) => ({ start: outAt(history), end: end(history) }),
    },
  ];
}

/** The local day of a site, as the fact of an impossible travel is named after it. */
export const localDate = ({ timezone }: Site, at: EpochMs): string => dateOfDay(zoneOf(timezone).dayAt(at));

/** A fix that cannot be true: a fact of its day. */
export const impossibleTravel = (site: Site, person: string, at: EpochMs): Effect => ({
  finding_type: 'IMPOSSIBLE_TRAVEL',
  subject: `person:${person}@${localDate(site, at)}`,
  severity: 'MEDIUM',
  exempt: false,
  span: () => ({ start: at, end: null }),
});
