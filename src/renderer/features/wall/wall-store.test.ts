import { expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createWallStore } from './wall-store.ts';

function bench(pages: number) {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'findings.page': ({ cursor }) => {
      const page = Number(cursor ?? 0) + 1;
      return {
        rows: [findingRow(`F-${page}`)],
        next: page < pages ? String(page) : null,
        total: pages,
      };
    },
  });
  const store = createWallStore({ api: fake.api, ...timers });
  return { ...fake, timers, store, state: () => store.getState() };
}

it('reads every page of what is open, up to what a wall can hold, and knows how many there are', async () => {
  const few = bench(3);
  await few.state().load();
  expect(few.state().rows?.map(({ id }) => id)).toEqual(['F-1', 'F-2', 'F-3']);
  const many = bench(9);
  await many.state().load();
  expect(many.state()).toMatchObject({ total: 9 });
  expect(many.state().rows).toHaveLength(5);
});

it('follows what changes, once a second at most, and keeps what was last known', async () => {
  const { state, store, push, timers, answers, inputsOf, listening } = bench(1);
  const stop = store.getState().start();
  await arrived();
  push('findings.changed', { rows: [], reload: false });
  push('findings.changed', { rows: [], reload: false });
  expect(timers.waiting().filter((ms) => ms === 1_000)).toHaveLength(1);
  const before = inputsOf('findings.page').length;
  answers['findings.page'] = () => refusal('gone');
  timers.run();
  await arrived();
  expect(inputsOf('findings.page').length).toBeGreaterThan(before);
  expect(state()).toMatchObject({ rows: [{ id: 'F-1' }], fault: { message: 'gone' } });
  stop();
  expect(listening()).toBe(0);
});
