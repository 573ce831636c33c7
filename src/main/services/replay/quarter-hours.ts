import { QUARTER } from '#core/anomaly/quarters.ts';
import { FIRST_CUSTOM_STREAM, STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EventRepo } from '#main/ports/store.ts';
import { type EventRows, timesOf } from './event-rows.ts';

type QuarterHour = ReturnType<EventRepo['quarterHours']>[number];

/** Only signals and custom metrics are counted. */
const isCounted = (stream: number): boolean =>
  stream <= STREAM.tour_completion || stream >= FIRST_CUSTOM_STREAM;

/** How much of each stream there was in every quarter of an hour of start <= quarter < end, ordered by quarter, site and stream. */
export function quarterHoursOf(
  rows: EventRows,
  from: EpochMs,
  to: EpochMs,
  siteIds: readonly number[],
): readonly QuarterHour[] {
  const [start, end] = [Math.ceil(from / QUARTER) * QUARTER, Math.ceil(to / QUARTER) * QUARTER];
  const found: QuarterHour[] = [];
  for (const site_id of siteIds) {
    for (const [stream, { events }] of rows.ofSite(site_id)) {
      if (!isCounted(stream)) continue;
      let [at, n, sum] = [start, 0, 0];
      const tell = () => {
        if (n > 0) found.push({ at, site_id, stream, n, sum });
      };
      for (const event of events.span(start - 1, end - 1)) {
        const quarter = Math.floor(event.ts / QUARTER) * QUARTER;
        if (quarter !== at) {
          tell();
          [at, n, sum] = [quarter, 0, 0];
        }
        n += 1;
        sum += timesOf(event);
      }
      tell();
    }
  }
  return found.sort((a, b) => a.at - b.at || a.site_id - b.site_id || a.stream - b.stream);
}
