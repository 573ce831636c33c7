import { createSiteQuarters, quarterAt } from '#core/anomaly/quarters.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Beyond this many hours all of them are asked for. */
const MOST_HOURS = 100;
const NO_DAYS: ReadonlySet<string> = new Set();

/** The hours of the week that the spans touch, in each site's own time; null when that is most of them. */
export function hoursOf(
  spans: readonly { readonly site: Site; readonly from: EpochMs }[],
  to: EpochMs,
): readonly number[] | null {
  const hours = new Set<number>();
  const known = new Set<string>();
  for (const { site, from } of spans) {
    // Most sites of a zone have learned as far as the others.
    const span = `${site.timezone} ${from}`;
    if (site.holidays.length === 0 && known.has(span)) continue;
    if (site.holidays.length === 0) known.add(span);
    const quartersOf = createSiteQuarters(site, NO_DAYS);
    for (let quarter = quarterAt(from); quarter < quarterAt(to); quarter++)
      hours.add(quartersOf(quarter).slot.hour_of_week);
  }
  return hours.size > MOST_HOURS ? null : [...hours];
}
