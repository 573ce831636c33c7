import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { rememberSpans } from './day-memory.ts';
import { zoneOf } from './local-time.ts';
import { spanIntervals } from './spans.ts';

/** One maintenance window as it falls on the time line. */
export type MaintenanceSpan = Interval & { readonly reason: string };

const memory = rememberSpans((site: Site, from, to): readonly MaintenanceSpan[] => {
  const zone = zoneOf(site.timezone);
  return site.audit.maintenance_windows
    .flatMap((window) =>
      spanIntervals(window, zone, from, to, 'shorter').map((span) => ({ ...span, reason: window.reason })),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
});

/** The site's maintenance windows that overlap [from, to), each whole, by start, then end. Where a clock change leaves two readings, the shorter. */
export const maintenanceBetween = (site: Site, from: EpochMs, to: EpochMs): readonly MaintenanceSpan[] =>
  site.audit.maintenance_windows.length === 0 ? [] : memory.between(site, from, to);

/** The maintenance window that holds at the instant, or null; of several the one that ends last. */
export function maintenanceAt(site: Site, at: EpochMs): MaintenanceSpan | null {
  if (site.audit.maintenance_windows.length === 0) return null;
  let latest: MaintenanceSpan | null = null;
  for (const span of memory.at(site, at)) if (latest === null || span.end > latest.end) latest = span;
  return latest;
}
