import { expect, it } from 'vitest';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import type { Detail } from './detail.ts';
import type { Told } from './finding-store.ts';
import { createFindingStore } from './finding-store.ts';

/** The parts of a detail that the store itself reads. */
const detailOf = (id: string, revision: number): Detail =>
  ({ finding: { id, revision }, children: [], evidence: [], timeline: [] }) as unknown as Detail;

function bench() {
  let revision = 1;
  const said: Told[] = [];
  const fake = createFakeApi({ 'findings.get': ({ id }) => detailOf(id, revision) });
  const store = createFindingStore({ api: fake.api, tell: (told) => said.push(told) });
  store.getState().start();
  return {
    ...fake,
    said,
    state: () => store.getState(),
    change: (next: number) => {
      revision = next;
    },
  };
}

it('shows the chosen finding and drops the answer about one that was left', async () => {
  const { state, answers } = bench();
  let answerFirst: () => void = () => undefined;
  answers['findings.get'] = () =>
    new Promise((resolve) => {
      answerFirst = () => resolve(detailOf('a', 1));
    });
  state().show('a');
  answers['findings.get'] = () => detailOf('b', 1);
  state().show('b');
  await arrived();
  answerFirst();
  await arrived();
  expect(state().detail?.finding.id).toBe('b');
});

it('asks again when the finding or one of its children changes, and not for what it knows', async () => {
  const { state, push, change, inputsOf } = bench();
  state().show('a');
  await arrived();
  push('findings.changed', { rows: [findingRow('a', { revision: 1 })], reload: false });
  push('findings.changed', { rows: [findingRow('other', { revision: 5 })], reload: false });
  expect(inputsOf('findings.get')).toHaveLength(1);
  change(2);
  push('findings.changed', { rows: [findingRow('a', { revision: 2 })], reload: false });
  await arrived();
  expect(state().detail?.finding.revision).toBe(2);
  push('findings.changed', { rows: [findingRow('child', { parent_id: 'a' })], reload: false });
  await arrived();
  expect(inputsOf('findings.get')).toHaveLength(3);
});

it('keeps what it knows when a renewal fails', async () => {
  const { state, answers } = bench();
  state().show('a');
  await arrived();
  answers['findings.get'] = () => refusal('gone');
  await state().refresh();
  expect(state().detail?.finding.id).toBe('a');
  expect(state().fault?.message).toBe('gone');
});
