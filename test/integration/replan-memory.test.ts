import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFleet, type Fleet } from '#core/config/fleet.ts';
import { drain } from '#core/kit/steps.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { loadMemory, type Memory } from '#main/services/audits/memory.ts';
import { remember } from '#main/services/audits/remember.ts';
import { type Replan, replanMemory } from '#main/services/audits/replan-memory.ts';
import { fleetDocument, recordsOf } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench } from './telemetry-bench.ts';

const SITES = 3;
const SIGNALS = ['phone_events', 'location_updates', 'door_opens', 'humidity'];

type Wish = {
  /** Of each signal: how many events, null: it is not critical. */
  readonly counts: readonly (number | null)[];
  readonly window: number;
  readonly humidity: 'GAUGE' | 'COUNT';
  /** Minutes between two heartbeats. */
  readonly heartbeat: number;
};
const wish = fc.record({
  counts: fc.tuple(
    ...[1, 3].map((max) => fc.option(fc.integer({ min: 1, max }))),
    ...[2, 2].map((min) => fc.option(fc.integer({ min, max: 4 }))),
  ),
  window: fc.constantFrom(45, 120),
  humidity: fc.constantFrom<Wish['humidity']>('GAUGE', 'COUNT'),
  heartbeat: fc.constantFrom(5, 60),
});

const documentOf = ({ counts, window, humidity, heartbeat }: Wish, sites: number) =>
  fleetDocument({
    sites,
    site: (index) => ({
      ...{ shifts: [], tours: [] },
      audit: {
        custom_metrics: [{ name: 'door_opens' }, { name: 'humidity', kind: humidity }],
        heartbeat_frequency_minutes: heartbeat,
        critical_signals: SIGNALS.filter((_, place) => index !== 1 && counts[place] !== null),
        signal_thresholds: Object.fromEntries(
          SIGNALS.flatMap((name, place) =>
            counts[place] === null ? [] : [[name, { min_count: counts[place] ?? 1, window_minutes: window }]],
          ),
        ),
      },
    }),
  });

const told = fc.record({
  site: fc.constantFrom('S-1', 'S-2', 'S-3'),
  late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
  person: fc.constant('G-S-1'),
  said: fc.constantFrom(
    { type: 'phone_event' },
    { type: 'location', lat: 2, lon: 8.1 },
    { type: 'metric', metric: 'door_opens', value: 2 },
    { type: 'metric', metric: 'door_opens', value: 1 },
    { type: 'metric', metric: 'humidity', value: 3 },
  ),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

/** A fleet, its telemetry and what is remembered of it. */
class Desk {
  readonly #bench: IntakeBench;
  fleet: Fleet;
  memory: Memory;
  replan: Replan | null = null;
  #taken = 0;

  constructor(bench: IntakeBench, first: Wish) {
    this.#bench = bench;
    this.fleet = this.#built(first, SITES);
    this.memory = loadMemory(bench.store, this.fleet.sites, this.now);
  }

  get now(): number {
    return this.#bench.clock.now();
  }

  say(events: readonly Told[]): void {
    const { bench } = { bench: this.#bench };
    bench.clock.advance(2 * MINUTE);
    const received_at = new Date(this.now).toISOString();
    void bench.ingest(
      events.map(({ said, late, ...event }) => ({
        ...{ ...event, ...said, received_at },
        ts: new Date(this.now - late * MINUTE).toISOString(),
      })),
    );
    for (const { row, received_at: at } of bench.committed.slice(this.#taken)) {
      if (row === null) continue;
      remember(this.memory, { row, received_at: at }, bench.store.registry, this.now);
      this.replan?.heard({ row, received_at: at });
    }
    this.#taken = bench.committed.length;
  }

  /** Goes over to other settings; `between` happens after each step. */
  change(next: Wish, sites: number, between: () => void): void {
    const fleet = this.#built(next, sites);
    const { store, clock } = this.#bench;
    this.replan = replanMemory({ store, clock }, this.memory, {
      before: this.fleet.sites,
      after: fleet.sites,
    });
    for (const _ of this.replan.read()) between();
    this.memory = this.replan.finish();
    this.replan = null;
    this.fleet = fleet;
  }

  /** What rules see of the sites, by what is kept and by what the events say. */
  both() {
    const seen = (memory: Memory) =>
      this.fleet.sites.map((site) => {
        const signals = memory.signals.of(site);
        return {
          signals: site.audit.critical_signals.map((name) => [
            signals.critical(name)?.oldest(),
            signals.critical(name)?.newest(),
            signals.critical(name)?.countAfter(this.now - 2 * HOUR),
            signals.last(signals.streamOf(name)),
          ]),
          alive: memory.signals.aliveUntil(site.id, HOUR),
          people: [...memory.people.of(site.id)].map(([code, { last }]) => [code, last]),
          fixes: [...memory.fixes.of(site.id, this.now)],
          devices: memory.devices.of(site, this.now),
        };
      });
    return [seen(this.memory), seen(loadMemory(this.#bench.store, this.fleet.sites, this.now))];
  }

  #built(wanted: Wish, sites: number): Fleet {
    const { store } = this.#bench;
    return store.transaction(() => {
      for (const name of SIGNALS) store.registry.signal(name);
      const documents = recordsOf(documentOf(wanted, sites));
      const version = store.configuration.apply({ documents, at: 0, actor: SYSTEM, summary: null });
      return buildFleet(store.configuration.eachDocument(), store.registry, version);
    });
  }
}

describe('memory of sites that get other settings', () => {
  it('is what the events say, whatever is asked for now and whatever comes in while it is read', () => {
    fc.assert(
      fc.property(
        wish,
        fc.array(fc.array(told, { maxLength: 6 }), { maxLength: 5 }),
        fc.array(fc.tuple(wish, fc.array(told, { maxLength: 3 })), { minLength: 1, maxLength: 3 }),
        (first, before, changes) => {
          using bench = intakeBench(documentOf(first, SITES), '2026-02-01T00:00:00Z');
          const desk = new Desk(bench, first);
          for (const events of before) desk.say(events);
          for (const [next, meanwhile] of changes) {
            desk.change(next, SITES + 1, () => desk.say(meanwhile));
            const [kept, read] = desk.both();
            expect(kept).toEqual(read);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('reads nothing of sites of which it knows what is asked for', () => {
    const same: Wish = { counts: [1, 2, 3, null], window: 45, humidity: 'GAUGE', heartbeat: 5 };
    using bench = intakeBench(documentOf(same, SITES), '2026-02-01T00:00:00Z');
    const desk = new Desk(bench, same);
    desk.say([{ site: 'S-1', late: 0, person: 'G-S-1', said: { type: 'phone_event' } }]);
    const count = bench.store.statements();
    const other = {
      before: desk.fleet.sites,
      after: desk.fleet.sites.map((site) => ({ ...site, audit: { ...site.audit } })),
    };
    const replan = replanMemory({ store: bench.store, clock: bench.clock }, desk.memory, other);
    drain(replan.read());
    const memory = replan.finish();
    expect(bench.store.statements()).toBe(count);
    const [site] = desk.fleet.sites;
    if (site === undefined) throw new Error('no site');
    expect(memory.signals.of(site).critical('phone_events')?.newest()).toBe(desk.now);
    expect(memory.signals.aliveUntil(site.id, HOUR)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('knows again what was forgotten, where rounds may lie further back now', () => {
    const first: Wish = { counts: [null, null, null, null], window: 45, humidity: 'GAUGE', heartbeat: 5 };
    using bench = intakeBench(documentOf(first, SITES), '2026-02-01T00:00:00Z');
    const desk = new Desk(bench, first);
    const position = { type: 'location', lat: 2, lon: 8.1 } as const;
    desk.say([{ site: 'S-1', late: 0, person: 'G-S-1', said: position }]);
    bench.clock.advance(148 * MINUTE);
    desk.say([{ site: 'S-1', late: 0, person: 'G-S-1', said: position }]);
    const id = desk.fleet.byCode.get('S-1')?.id ?? 0;
    const then = desk.now - 100 * MINUTE;
    expect(desk.memory.fixes.of(id, then).size).toBe(0);
    const late: Told = { site: 'S-1', late: 0, person: 'G-S-1', said: position };
    desk.change({ ...first, heartbeat: 240 }, SITES, () => desk.say([late]));
    expect(desk.memory.fixes.of(id, then).get('G-S-1')).toHaveLength(1);
    expect(desk.memory.fixes.of(id, desk.now).get('G-S-1')).toHaveLength(2);
  });

  it('is looked at anew: what was known to be quiet may not be so by other settings', () => {
    const first: Wish = { counts: [1, null, null, null], window: 120, humidity: 'GAUGE', heartbeat: 5 };
    using bench = intakeBench(documentOf(first, SITES), '2026-02-01T00:00:00Z');
    const desk = new Desk(bench, first);
    const [site] = desk.fleet.sites;
    desk.memory.quiet.keep(site?.id ?? 0, desk.now, desk.now + HOUR);
    desk.change({ ...first, window: 45 }, SITES, () => {});
    expect(desk.memory.quiet.holds(site?.id ?? 0, desk.now)).toBe(false);
  });
});
