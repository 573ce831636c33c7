import { expect, it } from 'vitest';
import type { RecordedFinding } from '#core/what-if/tried.ts';
import { partsOf, type TrialPart } from './parts.ts';
import { createKnown, type Hand, type Job, runParts } from './run-parts.ts';

const SPAN = { from: 0, to: 1_000 };
const jobsOf = (...sites: string[]): Job[] =>
  sites.flatMap((site) =>
    (['before', 'after'] as const).map((side) => ({ side, part: { ...SPAN, sites: [site], order: null } })),
  );

/** A hand that finds one finding at each site, named by the site; `ran` lists what it replayed. */
const handOf = (ran: string[], keyOf = (part: TrialPart) => part.sites.join()): Hand => ({
  open: async (part) => ({
    key: keyOf(part),
    async run(onAt) {
      const site = part.sites.join();
      ran.push(site);
      onAt(500);
      return [{ id: site } as RecordedFinding];
    },
    leave: async () => {},
  }),
});

it('replays every part once, by whichever hand is free, and tells the share that is done', async () => {
  const [first, second] = [[] as string[], [] as string[]];
  const told: number[] = [];
  let keys = 0;
  const hands = [first, second].map((ran) => handOf(ran, () => `${++keys}`));
  const { before, after } = await runParts(jobsOf('A', 'B', 'C'), hands, createKnown(), (done) =>
    told.push(done),
  );
  expect([...first, ...second].sort()).toEqual(['A', 'A', 'B', 'B', 'C', 'C']);
  expect(first.length).toBeGreaterThan(0);
  expect(second.length).toBeGreaterThan(0);
  expect(before.map(({ id }) => id).sort()).toEqual(['A', 'B', 'C']);
  expect(after).toHaveLength(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
});

it('replays nothing that is known', async () => {
  const ran: string[] = [];
  const known = createKnown();
  known.set('A', Promise.resolve([{ id: 'of an earlier trial' } as RecordedFinding]));
  const { before, after } = await runParts(jobsOf('A', 'B'), [handOf(ran)], known, () => {});
  expect(ran).toEqual(['B']);
  expect(before.map(({ id }) => id)).toEqual(['of an earlier trial', 'B']);
  expect(after).toEqual(before);
});

it('waits for what another hand is just replaying, and knows nothing of what failed', async () => {
  const known = createKnown();
  const { promise, resolve } = Promise.withResolvers<RecordedFinding[]>();
  const slow: Hand = { open: async () => ({ key: 'A', run: () => promise, leave: async () => {} }) };
  const [first, ran] = [runParts(jobsOf('A').slice(0, 1), [slow], known, () => {}), [] as string[]];
  await Promise.resolve();
  const second = runParts(jobsOf('A').slice(0, 1), [handOf(ran)], known, () => {});
  resolve([{ id: 'late' } as RecordedFinding]);
  expect([await first, await second].map(({ before }) => before[0]?.id)).toEqual(['late', 'late']);
  expect(ran).toEqual([]);
  const failed: Hand = {
    open: async () => ({ key: 'B', run: () => Promise.reject(new Error('lost')), leave: async () => {} }),
  };
  await expect(runParts(jobsOf('B').slice(0, 1), [failed], known, () => {})).rejects.toThrow('lost');
  expect(known.get('B')).toBeUndefined();
});

it('forgets what was replayed longest ago', () => {
  const known = createKnown(2);
  for (const key of ['A', 'B', 'C']) known.set(key, Promise.resolve([]));
  expect(['A', 'B', 'C'].map((key) => known.get(key) !== undefined)).toEqual([false, true, true]);
});

it('ends as soon as a hand fails', async () => {
  const lost: Hand = { open: () => Promise.reject(new Error('out of memory')) };
  const endless: Hand = { open: () => new Promise(() => {}) };
  await expect(runParts(jobsOf('A', 'B'), [endless, lost], createKnown(), () => {})).rejects.toThrow(
    'out of memory',
  );
});

it('cuts a replay into parts that memory holds, and into enough for the threads', () => {
  const span = { from: 0, to: 30 * 86_400_000 };
  const sites = Array.from({ length: 25 }, (_, index) => `S-${index}`);
  const sizes = (count: number, threads: number) =>
    partsOf({ ...span, sites: sites.slice(0, count) }, null, threads).map((part) => part.sites.length);
  expect(sizes(25, 2)).toEqual([10, 10, 5]);
  expect(sizes(8, 4)).toEqual([2, 2, 2, 2]);
  expect(sizes(1, 4)).toEqual([1]);
  const order = { target: { scope: 'SITE' as const, sites }, changes: [], days: 30 };
  const [first] = partsOf({ ...span, sites }, order, 2);
  expect(first?.order?.target).toEqual({ scope: 'SITE', sites: first?.sites });
});
