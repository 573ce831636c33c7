import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFleet } from '#core/config/fleet.ts';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import { loadMemory, type Memory } from '#main/services/audits/memory.ts';
import { remember } from '#main/services/audits/remember.ts';
import { packMemory, restoreMemory, saveSlice, slicesOf } from '#main/services/audits/saved-memory.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench } from './telemetry-bench.ts';

/** Enough for two slices; three of the sites are heard of. */
const SITES = 257;
const HEARD = ['S-1', 'S-2', `S-${SITES}`];
const DOCUMENT = fleetDocument({
  sites: SITES,
  site: (index) => ({
    shifts: [],
    tours: [],
    audit: {
      custom_metrics: [{ name: 'door_opens' }, { name: 'humidity', kind: 'GAUGE' }],
      critical_signals: ['phone_events', 'door_opens', 'humidity'],
      signal_thresholds: {
        phone_events: { min_count: 1 + (index % 3), window_minutes: 45 },
        door_opens: { min_count: 4, window_minutes: 60 },
      },
    },
  }),
});

const common = {
  site: fc.constantFrom(...HEARD),
  /** Minutes before it is received. */
  late: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 2 }) }, fc.integer({ min: 3, max: 90 })),
  person: fc.constantFrom('G-S-1', 'G-S-2'),
};
const told = fc.oneof(
  fc.record({ ...common, type: fc.constant('phone_event') }),
  fc.record({ ...common, type: fc.constant('location'), lat: fc.nat(3), lon: fc.constant(8.1) }),
  fc.record({ ...common, type: fc.constant('device'), status: fc.constantFrom('ONLINE', 'OFFLINE') }),
  fc.record({ ...common, type: fc.constant('attendance'), status: fc.constantFrom('IN', 'OUT') }),
  fc.record({ ...common, type: fc.constant('check_in'), status: fc.constant('OK') }),
  fc.record({
    ...common,
    type: fc.constant('task'),
    task: fc.constantFrom('A', 'B'),
    status: fc.constantFrom('ASSIGNED', 'STARTED', 'COMPLETED'),
    due: fc.constantFrom('2026-02-01T02:00:00Z', undefined),
  }),
  fc.record({
    ...common,
    type: fc.constant('alert'),
    severity: fc.constantFrom('HIGH', 'LOW'),
    alert_type: fc.constantFrom('FIRE', undefined),
    attributes: fc.record({ fingerprint: fc.constantFrom('x', 'y') }),
  }),
  fc.record({
    ...common,
    type: fc.constant('metric'),
    metric: fc.constantFrom('door_opens', 'humidity'),
    value: fc.nat(5),
  }),
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('say' as const), told: fc.array(told) }) },
  { weight: 2, arbitrary: fc.constant({ does: 'save' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('save and merge' as const),
      meanwhile: fc.array(told, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'merge' as const }) },
);

/** The fleet and its memory over the real intake, which every arrival goes into. */
class Night {
  readonly #bench: IntakeBench;
  readonly store: Store;
  readonly fleet;
  memory: Memory;
  #taken = 0;

  constructor(bench: IntakeBench) {
    this.#bench = bench;
    this.store = bench.store;
    const { configuration, registry } = bench.store;
    this.fleet = bench.store.transaction(() =>
      buildFleet(configuration.documents(), registry, configuration.version()),
    );
    this.memory = loadMemory(bench.store, this.fleet.sites, this.now);
  }

  get now(): number {
    return this.#bench.clock.now();
  }

  say(events: readonly { readonly late: number }[]): void {
    this.#bench.clock.advance(3 * MINUTE);
    const received_at = new Date(this.now).toISOString();
    const lines = events.map(({ late, ...event }) => ({
      ...event,
      ts: new Date(this.now - late * MINUTE).toISOString(),
      received_at,
    }));
    void this.#bench.ingest(lines);
    this.take();
  }

  take(): void {
    for (const { row, received_at } of this.#bench.committed.slice(this.#taken))
      if (row !== null) remember(this.memory, { row, received_at }, this.store.registry, this.now);
    this.#taken = this.#bench.committed.length;
  }

  /** Saves slice by slice; between two of them `between` happens. */
  save(between: () => void = () => {}): number {
    const positions: number[] = [];
    for (const [slice, sites] of slicesOf(this.fleet)) {
      const part = { slice, sites, configuration: this.fleet.version };
      positions.push(this.store.transaction(() => saveSlice(this.store, this.memory, part, this.now)));
      between();
    }
    return Math.min(...positions);
  }

  packed() {
    const { numbers, texts } = packMemory(this.memory, this.fleet.sites, this.now).packed();
    return { numbers: [...numbers], texts };
  }

  /** What rules see of the sites of which something was heard. */
  seen(memory: Memory): unknown {
    return HEARD.map((code) => {
      const site = this.fleet.byCode.get(code);
      if (site === undefined) throw new Error(`no ${code}`);
      const signals = memory.signals.of(site);
      return {
        signals: site.audit.critical_signals.map((name) => [
          signals.critical(name)?.oldest(),
          signals.critical(name)?.newest(),
          signals.critical(name)?.countAfter(this.now - HOUR),
        ]),
        last: Object.values(STREAM).map((stream) => signals.last(stream)),
        duty: [...memory.duty.of(site.id)].sort(),
        tasks: [...memory.tasks.of(site.id)].sort(),
        alerts: [...memory.alerts.of(site.id)].sort(),
        people: [...memory.people.of(site.id)]
          .map(([code, signs]) => [code, signs.last, signs.spansAfter(this.now - HOUR)])
          .sort(),
        fixes: [...memory.fixes.of(site.id, this.now)],
        devices: memory.devices.of(site, this.now),
      };
    });
  }
}

const phone = (site: string, late = 0) => ({ type: 'phone_event', site, person: 'G-S-1', late });

describe('memory that is put aside for the next start', () => {
  it('is to the bit what was remembered, and what the events say, whatever came, was merged and was killed in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        using bench = intakeBench(DOCUMENT, '2026-02-01T00:00:00Z');
        const night = new Night(bench);
        for (const each of steps) {
          if (each.does === 'say') night.say(each.told);
          else if (each.does === 'save') night.save();
          else if (each.does === 'merge') night.store.events.merge(night.now + 1);
          else {
            const position = night.save(() => night.say(each.meanwhile));
            for (const _ of night.store.events.mergeInPieces(night.now + 1, position, 2))
              night.say(each.meanwhile);
          }
          const before = night.packed();
          const restored = restoreMemory(night.store, night.fleet, night.now);
          if (restored !== null) {
            night.memory = restored;
            expect(night.packed()).toEqual(before);
          }
          const scanned = loadMemory(night.store, night.fleet.sites, night.now);
          expect(night.seen(night.memory)).toEqual(night.seen(scanned));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is there after a kill at any time since the first save, though rows were merged on the way', () => {
    using bench = intakeBench(DOCUMENT);
    const night = new Night(bench);
    expect(restoreMemory(night.store, night.fleet, night.now)).toBeNull();
    for (let round = 0; round < 6; round++) {
      night.say([phone('S-1'), phone('S-2', 8), phone(`S-${SITES}`)]);
      const position = night.save(() => night.say([phone(`S-${SITES}`), phone('S-1', 9)]));
      for (const _ of night.store.events.mergeInPieces(night.now + 1, position, 1))
        night.say([phone('S-2', 20)]);
      night.say([phone('S-1')]);
      const before = night.packed();
      const restored = restoreMemory(night.store, night.fleet, night.now);
      expect(restored).not.toBeNull();
      night.memory = restored ?? night.memory;
      expect(night.packed()).toEqual(before);
    }
  });

  it('is not used for another configuration, nor where rows were merged that it does not know', () => {
    using bench = intakeBench(DOCUMENT);
    const night = new Night(bench);
    night.say([phone('S-1')]);
    night.save();
    expect(restoreMemory(night.store, night.fleet, night.now)).not.toBeNull();
    const changed = { ...night.fleet, version: night.fleet.version + 1 };
    expect(restoreMemory(night.store, changed, night.now)).toBeNull();
    night.say([phone('S-1')]);
    night.store.events.merge(night.now + 1);
    expect(restoreMemory(night.store, night.fleet, night.now)).toBeNull();
  });
});
