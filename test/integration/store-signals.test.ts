import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { event, insert, T0 } from '#test/kit/stored-events.ts';
import { type TempStore, tempStore } from '#test/kit/temp-store.ts';

const { device_heartbeats, location_updates, phone_events } = STREAM;

/** A fix, a device's report and a phone event of one guard, and a fix of another site. */
function tell({ store }: TempStore): void {
  const { person, device, origin, term } = store.registry;
  const acme = { scope: 'TENANT', code: 'ACME', parent: null, tenant: 'ACME', document: {} } as const;
  store.transaction(() =>
    store.configuration.apply({ documents: [acme], at: T0, actor: SYSTEM, summary: null }),
  );
  const [guard, origins, online] = store.transaction(() => [
    person(1, 'G-1'),
    origin(null, device(1, 'D-1')),
    term('ONLINE'),
  ]);
  const own = { person_id: guard, origin: origins };
  insert(
    store,
    event(T0 + MINUTE, {
      ...own,
      stream: location_updates,
      ...{ lat: 47, lon: 8, acc: 5, detail: '{"mock":true}' },
    }),
    event(T0 + 2 * MINUTE, { ...own, stream: device_heartbeats, ref: online, detail: '{"battery":14}' }),
    event(T0 + 7 * MINUTE, { ...own, stream: phone_events, ref: null }),
    event(T0 + 8 * MINUTE, { stream: location_updates, site_id: 2, lat: 1, lon: 1 }),
  );
}

describe('the signals of people and devices', () => {
  it('come with their codes, position, battery and word, whether merged or not', () => {
    using bench = tempStore();
    tell(bench);
    const ask = () =>
      bench.store.events.signals([1], [device_heartbeats, location_updates], T0, T0 + 2 * MINUTE);
    const hot = ask();
    expect(hot).toMatchObject([
      { site_id: 1, person: 'G-1', device: 'D-1', lat: 47, lon: 8, acc: 5, mock: 1, battery: null },
      { stream: device_heartbeats, device: 'D-1', word: 'ONLINE', battery: 14, mock: null },
    ]);
    bench.store.events.merge(T0 + HOUR);
    expect(ask()).toEqual(hot);
  });

  it('lie after the beginning of the span, up to its end, at the sites that were asked for', () => {
    using bench = tempStore();
    tell(bench);
    const { signals } = bench.store.events;
    const all = [device_heartbeats, location_updates, phone_events];
    expect(signals([1], all, T0 + MINUTE, T0 + 7 * MINUTE).map(({ ts }) => ts - T0)).toEqual([
      2 * MINUTE,
      7 * MINUTE,
    ]);
    expect(signals([2], all, T0, T0 + HOUR)).toHaveLength(1);
    expect(signals([], all, T0, T0 + HOUR)).toEqual([]);
  });

  it('tell of each person the newest that is merged, and what is not merged yet up to an instant', () => {
    using bench = tempStore();
    tell(bench);
    const newest = (at: number) => bench.store.events.newestOfPeople([1, 2], device_heartbeats, at);
    const known = [{ site_id: 1, person: 'G-1', ts: T0 + 2 * MINUTE }];
    expect(newest(T0 + 2 * MINUTE - 1)).toEqual([]);
    expect(newest(T0 + 2 * MINUTE)).toEqual(known);
    bench.store.events.merge(T0 + HOUR);
    expect(newest(T0)).toEqual(known);
  });
});
