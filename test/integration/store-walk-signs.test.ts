import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRow } from '#main/ports/store.ts';
import { event, insert, scan, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const PLACE = { lat: 47, lon: 8 };
const placed = { ...scan(T0 + 2 * MINUTE, 'T-1'), ...PLACE };
const elsewhere = scan(T0 + 3 * MINUTE, 'T-1');
const position = (minute: number, more: Partial<EventRow> = {}) =>
  event(T0 + minute * MINUTE, {
    ...{ stream: STREAM.location_updates, ...PLACE, detail: '{"mock":true}' },
    ...more,
  });
const walk = { site_id: 1, start: T0 + 2 * MINUTE, end: T0 + 20 * MINUTE };

describe('what phones said of walks', () => {
  it('is where they scanned, and what they called made up from the beginning of a walk to its end, merged or not', () => {
    using bench = tempStore();
    const told = [1, 2, 11, 20, 21].map((minute) => position(minute));
    const rest = [
      position(12, { site_id: 2 }),
      position(13, { detail: '{"mock":false}' }),
      position(14, { stream: STREAM.device_heartbeats }),
      position(15, { detail: null }),
    ];
    insert(bench.store, placed, elsewhere, ...told, ...rest);
    const ask = () => {
      const { places, made_up } = bench.store.events.walkSigns([placed, elsewhere], [walk]);
      return { places, made_up: made_up.map(({ ts }) => (ts - T0) / MINUTE).sort((a, b) => a - b) };
    };
    const expected = {
      places: [{ site_id: 1, ts: placed.ts, key: placed.key, ...PLACE }],
      made_up: [2, 11, 20],
    };
    expect(ask()).toEqual(expected);
    bench.store.events.merge(T0 + 10 * MINUTE);
    expect(ask()).toEqual(expected);
    bench.store.events.merge(T0 + HOUR);
    expect(ask()).toEqual(expected);
  });

  it('is told of the scans and sites that were asked for', () => {
    using bench = tempStore();
    insert(bench.store, placed, position(5), position(6, { site_id: 2 }));
    const second = { ...walk, site_id: 2 };
    const { places, made_up } = bench.store.events.walkSigns([], [second]);
    expect({ places, made_up }).toEqual({ places: [], made_up: [{ site_id: 2, ts: T0 + 6 * MINUTE }] });
  });
});
