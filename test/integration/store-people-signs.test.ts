import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { event, insert, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const fix = { stream: STREAM.location_updates, lat: 1, lon: 1 };

describe('the signs of people', () => {
  it('are the newest phone or GPS event of each person in every five minutes, merged or not', () => {
    using bench = tempStore();
    const { events } = bench.store;
    insert(
      bench.store,
      event(T0 + MINUTE, { person_id: 1 }),
      event(T0 + 2 * MINUTE, { person_id: 1, ...fix }),
      event(T0 + 6 * MINUTE, { person_id: 1 }),
      event(T0 + 3 * MINUTE, { person_id: 2 }),
      event(T0 + 4 * MINUTE, { person_id: 1, site_id: 2 }),
      event(T0 + 4 * MINUTE, { person_id: 1, stream: STREAM.device_heartbeats }),
      event(T0 + 8 * MINUTE),
    );
    const signs = () =>
      events
        .signsOfPeople(T0, T0 + HOUR)
        .map(({ site_id, person_id, at }) => [site_id, person_id, (at - T0) / MINUTE])
        .sort();
    const hot = signs();
    expect(hot).toEqual([
      [1, 1, 2],
      [1, 1, 6],
      [1, 2, 3],
      [2, 1, 4],
    ]);
    events.merge(T0 + 5 * MINUTE);
    expect(signs()).toEqual(hot);
    events.merge(T0 + HOUR);
    expect(signs()).toEqual(hot);
  });

  it('lie after the beginning of the span, up to its end, and are never later than they were received', () => {
    using bench = tempStore();
    insert(
      bench.store,
      event(T0, { person_id: 1 }),
      event(T0 + 10 * MINUTE, { person_id: 1, delay_s: -60 }),
      event(T0 + 20 * MINUTE + SECOND, { person_id: 1 }),
    );
    expect(bench.store.events.signsOfPeople(T0, T0 + 20 * MINUTE)).toEqual([
      { site_id: 1, person_id: 1, at: T0 + 9 * MINUTE },
    ]);
  });
});
