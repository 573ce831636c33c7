import { expect, it } from 'vitest';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createQuarantineStore, type Line } from './quarantine-store.ts';

const lineOf = (id: number): Line => ({
  id,
  at: 1_000 + id,
  reason: 'INVALID',
  detail: 'found nothing',
  site: null,
  place: `day, line ${id}`,
  source: 'file:day',
  raw: `{"n":${id}}`,
});

/** A store over so many refused lines, as the engine pages them. */
function storeOf(count: number) {
  const fake = createFakeApi({
    'quarantine.groups': () =>
      count === 0 ? [] : [{ reason: 'INVALID', source: 'file:day', lines: count, newest_at: 1_000 }],
    'quarantine.list': ({ before = count + 1, limit = 200 }) =>
      Array.from({ length: Math.min(limit, before - 1) }, (_, index) => lineOf(before - 1 - index)),
    'quarantine.retry': () => ({ accepted: 2, duplicates: 1, remaining: 3 }),
    'quarantine.discard': () => refusal('The disk is full.'),
  });
  const saved: { readonly name: string; readonly text: string }[] = [];
  const store = createQuarantineStore({ api: fake.api, save: (name, text) => saved.push({ name, text }) });
  return { fake, saved, store };
}

it('shows a page at a time, the newest first, and goes on where it ends', async () => {
  const { store } = storeOf(150);
  await store.getState().load();
  expect(store.getState()).toMatchObject({ hasOlder: true, lines: { length: 100 } });
  store.getState().older();
  await arrived();
  expect(store.getState().lines.map(({ id }) => id)).toEqual(
    Array.from({ length: 50 }, (_, index) => 50 - index),
  );
  expect(store.getState().hasOlder).toBe(false);
  store.getState().newest();
  await arrived();
  expect(store.getState().lines[0]?.id).toBe(150);
});

it('acts on what is chosen, or on the lines that are named, and tells what it came to', async () => {
  const { store, fake } = storeOf(3);
  store.getState().choose({ reason: 'INVALID', source: null });
  await store.getState().retry();
  await store.getState().retry([2]);
  expect(fake.inputsOf('quarantine.retry')).toEqual([
    { reason: 'INVALID', source: null },
    { reason: 'INVALID', source: null, ids: [2] },
  ]);
  expect(store.getState().result).toBe('2 events taken in, 1 duplicate, 3 lines refused again.');
  await store.getState().discard('for a test');
  expect(store.getState()).toMatchObject({ result: 'Not done. The disk is full.', busy: false });
});

it('exports every line, however many pages that are', async () => {
  const { store, saved } = storeOf(2_345);
  await store.getState().exportAll();
  const lines = saved[0]?.text.trim().split('\n') ?? [];
  expect(lines).toHaveLength(2_345);
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual(lineOf(1));
});

it('keeps what it shows when a later load fails', async () => {
  const { store, fake } = storeOf(3);
  await store.getState().load();
  fake.answers['quarantine.list'] = () => refusal('gone');
  await store.getState().load();
  expect(store.getState()).toMatchObject({ fault: { message: 'gone' }, lines: { length: 3 } });
});
