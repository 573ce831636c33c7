import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '#core/model/time.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench } from './telemetry-bench.ts';

const START = Date.parse('2026-01-10T00:00:00Z');
const document = fleetDocument({
  sites: 3,
  tenants: 2,
  site: () => ({ audit: { custom_metrics: [{ name: 'door_opens' }, { name: 'humidity', kind: 'GAUGE' }] } }),
});

const instant = fc
  .integer({ min: 0, max: 90 })
  .map((minutes) => new Date(START + minutes * MINUTE).toISOString());
const common = {
  site: fc.constantFrom('S-1', 'S-2', 'S-3', 'S-9'),
  ts: fc.oneof(
    { weight: 9, arbitrary: instant },
    { weight: 1, arbitrary: fc.constant('2030-01-01T00:00:00Z') },
  ),
  person: fc.constantFrom('G-S-1', 'G-S-2', 'G-X'),
};
const line = fc
  .oneof(
    fc.record({ type: fc.constant('phone_event'), ...common, kind: fc.constantFrom('call', 'app') }),
    fc.record({
      type: fc.constant('location'),
      ...common,
      lat: fc.integer({ min: 0, max: 3 }),
      lon: fc.constant(1),
    }),
    fc.record({
      type: fc.constant('tour'),
      ...common,
      tour: fc.constant('T-1'),
      status: fc.constantFrom('STARTED', 'COMPLETED'),
    }),
    fc.record({ type: fc.constant('check_in'), ...common, status: fc.constantFrom('OK', 'DURESS') }),
    fc.record({
      type: fc.constant('metric'),
      ...common,
      metric: fc.constantFrom('door_opens', 'dogs'),
      value: fc.integer({ min: -1, max: 3 }),
    }),
    fc.record({
      type: fc.constant('metric'),
      ...common,
      metric: fc.constant('humidity'),
      value: fc.constantFrom(0.1, 0.2, 0.3, -7.7, 1e15, 55),
    }),
    fc.record({ type: fc.constant('nonsense'), ...common }),
  )
  .map((record) => JSON.stringify(record));

/** The same lines in another order, some of them several times, cut into batches with a merge behind some of them. */
const delivery = (lines: readonly string[]) =>
  fc.record({
    order: fc.shuffledSubarray(lines.concat(lines), { minLength: lines.length * 2 }),
    cuts: fc.array(fc.record({ size: fc.integer({ min: 1, max: 12 }), merge: fc.boolean() }), {
      minLength: 40,
      maxLength: 40,
    }),
  });

/** The engine gives every declared metric its stream before the first event. */
function declaredBench(): IntakeBench {
  const bench = intakeBench(document);
  bench.store.transaction(() => {
    for (const name of ['door_opens', 'humidity']) bench.store.registry.signal(name);
  });
  return bench;
}

describe('the order of arrival', () => {
  it('does not matter: shuffled, repeated and cut differently, the same lines give the same store', () => {
    const scenario = fc
      .array(line, { minLength: 1, maxLength: 40 })
      .chain((lines) => fc.record({ lines: fc.constant(lines), other: delivery(lines) }));
    fc.assert(
      fc.property(scenario, ({ lines, other }) => {
        using plain = declaredBench();
        using mixed = declaredBench();
        plain.ingest(lines);
        let from = 0;
        for (const { size, merge } of other.cuts) {
          mixed.ingest(other.order.slice(from, from + size));
          if (merge) mixed.store.events.merge(START + from * MINUTE);
          from += size;
        }
        mixed.ingest(other.order.slice(from));
        expect(contentsOf(mixed)).toEqual(contentsOf(plain));
      }),
      { numRuns: 40 },
    );
  });
});

/** Everything that must not depend on the order; ids of the registry are replaced by their words. */
function contentsOf(bench: IntakeBench) {
  const { store } = bench;
  store.events.merge(START + 10 * DAY);
  const name = (stream: number) => store.registry.signalName(stream) ?? stream;
  const database = new Database(bench.file, { readonly: true });
  const read = (sql: string) => database.prepare<[], unknown>(sql).all();
  const contents = {
    counters: store.events
      .quarterHours(START - DAY, START + DAY, null)
      .map(({ stream, ...row }) => ({ ...row, stream: name(stream) })),
    events: read('SELECT bucket, site_id, stream, ts, key FROM event_run ORDER BY 1, 2, 3, 4, 5'),
    activity: read(
      'SELECT site_id, stream, ts, key, subject, status, person FROM activity ORDER BY 1, 2, 3, 4',
    ),
    quarantine: read('SELECT reason, detail, site, raw FROM quarantine ORDER BY raw'),
    unknown: read('SELECT tenant_id, kind, code FROM unknown_reference ORDER BY 1, 2, 3'),
    sources: read(
      'SELECT tenant_id, code, events, last_event_at, last_received_at FROM source ORDER BY 1, 2',
    ),
    calls: callsOf(bench.inTransaction),
    committed: bench.committed.map(({ row }) => row?.key ?? 0).sort(),
  };
  database.close();
  return contents;
}

const callsOf = (arrivals: IntakeBench['inTransaction']) =>
  arrivals.flatMap(({ duress }) => (duress === null ? [] : [`${duress.subject} ${duress.key}`])).sort();
