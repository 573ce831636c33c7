import { expect, it } from 'vitest';
import { createFakeApi } from '#test/kit/fake-api.ts';
import { filterOf } from './filters.tsx';
import { createTrailStore, textOf } from './trail-store.ts';
import { sentencesOf } from './whole.tsx';

const HEAD = { seq: 30_000, hash: 'a'.repeat(64) };
const rowOf = (seq: number) => ({
  ...{ seq, at: 0, actor: 'local:ada', verified: false, action: 'finding.noted', entity: 'finding' },
  ...{
    entity_id: 'F-1',
    reason: '=1+1',
    payload_hash: '',
    previous_hash: '',
    hash: `h${seq}`,
    payload: null,
  },
});

function bench() {
  const saved: [string, string][] = [];
  const fake = createFakeApi({
    'trail.page': ({ before = null, limit = 200 }) => {
      const from = (before ?? 1_201) - 1;
      const rows = Array.from({ length: Math.min(limit, from) }, (_, index) => rowOf(from - index));
      const last = rows.at(-1)?.seq ?? 1;
      return { rows, next: last > 1 ? last : null, searched_to: null, head: HEAD };
    },
    'trail.note_export': () => ({ seq: 1 }),
    'trail.verify': ({ after }) => {
      const seq = (after?.seq ?? 0) + 10_000;
      const done = seq >= HEAD.seq;
      return { last: { seq, hash: '' }, head: HEAD, done, first_bad: null, why: null, anchors: null };
    },
  });
  const store = createTrailStore({ api: fake.api, save: (...file) => saved.push(file) });
  return { ...fake, saved, state: () => store.getState() };
}

it('verifies part after part until the end, and says so', async () => {
  const { state, inputsOf } = bench();
  await state().verify();
  expect(inputsOf('trail.verify')).toHaveLength(3);
  expect(state().check).toMatchObject({ state: 'DONE', found: { last: { seq: 30_000 } } });
});

it('stops after the part that is under way', async () => {
  const { state } = bench();
  const running = state().verify();
  state().stop();
  await running;
  expect(state().check).toEqual({ state: 'STOPPED', done: 10_000 });
});

it('tells of a bad chain, and of anchors that do not agree, as something to look at', () => {
  const found = { last: HEAD, head: HEAD, done: true, first_bad: null, why: null, anchors: null };
  const told = (change: object) => sentencesOf({ state: 'DONE', found: { ...found, ...change } }, 'UTC');
  const anchors = { file: '/a', count: 2, newest_at: 0, excused: 0, problem: null };
  expect(told({ anchors }).isBad).toBe(false);
  expect(told({ anchors: { ...anchors, excused: 1 } }).told.at(-1)).toContain('1 of 2');
  expect(told({ anchors: { ...anchors, problem: 'It was cut.' } })).toMatchObject({ isBad: true });
  expect(told({ first_bad: 7, why: 'was changed' })).toMatchObject({
    isBad: true,
    told: [expect.stringContaining('row 7')],
  });
});

it('exports everything that is chosen, page by page, after the trail was told', async () => {
  const { state, saved, asked } = bench();
  state().find({ actor: 'ada' });
  await state().exportAs('ndjson');
  expect(asked.find(({ method }) => method === 'trail.note_export')?.input).toMatchObject({
    filter: { actor: 'ada' },
  });
  expect(saved[0]?.[1].trim().split('\n')).toHaveLength(1_200);
});

it('exports what the trail was told of, also when somebody looks for something else meanwhile', async () => {
  const { state, inputsOf } = bench();
  state().find({ actor: 'ada' });
  const exporting = state().exportAs('csv');
  state().find({ actor: 'ben' });
  await exporting;
  const ada = (before: number | null) => ({ filter: { actor: 'ada' }, before, limit: 500 });
  expect(inputsOf('trail.page')).toEqual(expect.arrayContaining([ada(null), ada(701), ada(201)]));
});

it('exports nothing where the trail cannot be told', async () => {
  const { state, saved, answers } = bench();
  answers['trail.note_export'] = () => ({ ok: false, fault: { code: 'unavailable', message: 'full' } });
  await state().exportAs('csv');
  expect(saved).toEqual([]);
  expect(state().result).toContain('full');
});

it('lets no reason become a formula in a spreadsheet', () => {
  expect(textOf([rowOf(1)], 'csv')).toContain("'=1+1");
});

it('asks only for what somebody wrote', () => {
  const nothing = { actor: '', action: ' ', finding: '', site: '', since: '', until: '' };
  expect(filterOf(nothing)).toEqual({});
  expect(filterOf({ ...nothing, actor: ' Ada ', since: '2026-01-05' })).toEqual({
    actor: 'Ada',
    since: Date.parse('2026-01-05T00:00:00Z'),
  });
});

it('searches on for rows that are few, and asks whether to go on after some stretches', async () => {
  const asked: (number | null)[] = [];
  const fake = createFakeApi({
    'trail.page': ({ before = null }) => {
      asked.push(before);
      const next = (before ?? 100_001) - 10_000;
      const rows = next === 60_001 ? [rowOf(65_000)] : [];
      const isOver = next <= 1;
      return { rows, next: isOver ? null : next, searched_to: isOver ? null : next, head: HEAD };
    },
  });
  const store = createTrailStore({ api: fake.api, save: () => {} });
  await store.getState().load();
  expect(asked).toHaveLength(8);
  expect(store.getState()).toMatchObject({ rows: [{ seq: 65_000 }], next: 20_001, searchedTo: 20_001 });
  store.getState().turn(20_001);
  await expect.poll(() => store.getState().searchedTo).toBeNull();
  expect(store.getState()).toMatchObject({ rows: [], next: null });
  expect(asked).toHaveLength(10);
});
