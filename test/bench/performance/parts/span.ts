import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import type { OpenEngine } from '#main/open-engine.ts';
import type { EventRow } from '#main/ports/store.ts';
import { eventRow } from '#main/services/telemetry/event-row.ts';
import { eventsOfMinute } from '../../parts/fleet-of.ts';
import type { Fixture } from './fixture.ts';

/** What a busy site sends in an hour. */
export const PER_HOUR = 216;
/** As long as the hot table waits for its merge. */
export const SPAN = 5 * MINUTE;

/** One span between two merges: its events second by second, and what they are as rows. */
export type Span = {
  readonly end: EpochMs;
  readonly events: readonly TelemetryEvent[][];
  readonly rows: readonly EventRow[][];
};

/** What a busy fleet sends in the span that begins at `from`. */
export function spanOf(
  { engine, store }: OpenEngine,
  { shape }: Pick<Fixture, 'shape'>,
  from: EpochMs,
): Span {
  const busy = { ...shape, perHour: PER_HOUR };
  const minutes = Array.from({ length: SPAN / MINUTE }, (_, minute) => from + minute * MINUTE);
  const all = minutes.flatMap((minute) => eventsOfMinute(busy, minute));
  const events = [...Map.groupBy(all, ({ ts }) => Math.floor(ts / SECOND)).values()];
  const { byCode } = engine.fleet();
  const rows = store.transaction(() =>
    events.map((second) =>
      second.flatMap((event) => {
        const site = byCode.get(event.site);
        if (site === undefined) return [];
        return [eventRow(event, { site, received_at: event.ts + SECOND, source_id: null }, store.registry)];
      }),
    ),
  );
  return { end: from + SPAN, events, rows };
}
