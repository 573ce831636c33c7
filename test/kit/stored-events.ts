import { STREAM } from '#core/model/event.ts';
import type { EventRow, Store } from '#main/ports/store.ts';

/** The instant around which test events happen: Monday 2026-01-05 00:00 UTC. */
export const T0 = Date.UTC(2026, 0, 5);
/** The stream of the first custom metric. */
export const METRIC = 100;

/** A phone event at site 1 as the store takes it, with what the test wants otherwise. */
export function event(ts: number, more: Partial<EventRow> = {}): EventRow {
  return {
    key: ts - T0 + 1,
    site_id: 1,
    stream: STREAM.phone_events,
    ts,
    delay_s: null,
    person_id: null,
    lat: null,
    lon: null,
    acc: null,
    ref: null,
    origin: null,
    detail: null,
    activity: null,
    ...more,
  };
}
/** A checkpoint scan of a tour, with its activity. */
export const scan = (ts: number, subject: string): EventRow =>
  event(ts, {
    stream: STREAM.tour_checkpoints,
    activity: {
      subject,
      status: 'SCANNED',
      person: 'G-1',
      run: 'R',
      checkpoint: 'C',
      due: null,
      title: null,
    },
  });
/** Inserts in one transaction; true per row that was new. */
export const insert = (store: Store, ...rows: EventRow[]): readonly boolean[] =>
  store.transaction(() => store.events.insert(rows));
