import { assert, asyncProperty, constantFrom, integer, jsonValue, record } from 'fast-check';
import { expect, it } from 'vitest';
import { schemaProblems } from '#core/config/schema-problems.ts';
import { configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const ORIGINAL = fleetDocument({
  sites: 3,
  tenants: 2,
  site: () => ({
    audit: {
      sensitivity: { phone_events: 'LOW' },
      custom_metrics: [{ name: 'door_opens' }],
      critical_signals: ['door_opens'],
      maintenance_windows: [{ days: ['SUN'], start: '02:00', end: '03:30', reason: 'Weekly reboot' }],
    },
  }),
});

type Parent = Record<string | number, unknown>;

/** Every place of a document: the object or list, and the key in it. */
function placesIn(value: unknown): readonly (readonly [Parent, string | number])[] {
  if (value === null || typeof value !== 'object') return [];
  const parent = value as Parent; // an object or a list: both are read and written by key here
  return Object.keys(value).flatMap((key) => [[parent, key] as const, ...placesIn(parent[key])]);
}

type Mutation = {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'rename' | 'double';
  readonly value: unknown;
};

function mutate({ at, how, value }: Mutation): unknown {
  const document: unknown = structuredClone(ORIGINAL);
  const places = placesIn(document);
  const place = places[at % places.length];
  if (place === undefined) return document;
  const [parent, key] = place;
  if (how === 'replace') parent[key] = value;
  else if (how === 'double' && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else {
    if (how === 'rename') parent[`${key}x`] = parent[key];
    delete parent[key];
  }
  return document;
}

it('tells of a list where an audit block belongs', async () => {
  using bench = configurationBench();
  const at = placesIn(ORIGINAL).findIndex(([, key]) => key === 'audit');
  await expect(bench.load({ a: mutate({ at, how: 'replace', value: [] }) })).rejects.toMatchObject({
    name: 'Refused',
    problems: [expect.objectContaining({ place: expect.stringContaining('audit') })],
  });
});

const mutations = record({
  at: integer({ min: 0, max: 10_000 }),
  how: constantFrom('replace', 'remove', 'rename', 'double'),
  value: jsonValue({ maxDepth: 2 }),
});

it('either refuses a damaged file with a place for every problem and no row changed, or stores what the schema accepts', async () => {
  using bench = configurationBench();
  await bench.load({ a: ORIGINAL });
  let refused = 0;
  let accepted = 0;
  await assert(
    asyncProperty(mutations, async (mutation) => {
      const document = mutate(mutation);
      const before = bench.stored();
      const outcome = await bench.load({ a: document }).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        refused += 1;
        expect(outcome).toMatchObject({ name: 'Refused', code: 'invalid-file' });
        const problems: readonly { place: string; line: number | null; expected: string }[] = Reflect.get(
          outcome,
          'problems',
        );
        expect(problems.length).toBeGreaterThan(0);
        for (const { place, line, expected } of problems) expect([place, line, expected]).not.toContain(null);
        expect(bench.stored()).toEqual(before);
      } else {
        accepted += 1;
        expect(schemaProblems(document)).toEqual([]);
        expect(bench.restart().fleet()).toEqual(bench.service.fleet());
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(refused, accepted)).toBeGreaterThan(10);
});
