import { describe, expect, it } from 'vitest';
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

describe('the checklist', () => {
  const step = (text: string, requires_note = false) => ({ text, requires_note, expected_minutes: null });
  const withSteps = (ticked: readonly { step: number; note: string | null }[]): Detail =>
    ({
      finding: { id: 'a', revision: 1, status: 'NEW', detected_at: 0, acknowledged_at: null },
      runbook: { steps: [step('Call'), step('Look', true)] },
      steps: ticked.map((tick) => ({ ...tick, done_at: 1, done_by: 'local:ada', verified: false })),
      children: [],
      evidence: [],
      timeline: [],
    }) as unknown as Detail;

  async function checklist(ticked: Parameters<typeof withSteps>[0]) {
    const made = bench();
    made.answers['findings.get'] = () => withSteps(ticked);
    made.answers['findings.step'] = ({ id }) => ({ id });
    made.state().show('a');
    await arrived();
    return made;
  }

  it('ticks the next step, and offers to take it back', async () => {
    const { state, said, inputsOf } = await checklist([]);
    await state().tickNext();
    expect(said).toMatchObject([{ text: 'Step 1 ticked.', failed: false }]);
    said[0]?.undo?.();
    await arrived();
    expect(inputsOf('findings.step')).toEqual([
      { id: 'a', step: 0, done: true },
      { id: 'a', step: 0, done: false },
    ]);
  });

  it('asks for the note of a step that needs one before it is sent', async () => {
    const { state, inputsOf } = await checklist([{ step: 0, note: null }]);
    await state().tickNext();
    expect(state().noting).toBe(1);
    expect(inputsOf('findings.step')).toEqual([]);
    await state().tick(1, 'All dark');
    expect(inputsOf('findings.step')).toEqual([{ id: 'a', step: 1, done: true, note: 'All dark' }]);
    expect(state().noting).toBeNull();
  });

  it('keeps the note field open when the tick was not taken', async () => {
    const { state, answers, said } = await checklist([]);
    answers['findings.step'] = () => refusal('Step 2 is ticked already.');
    state().askNote(1);
    await state().tick(1, 'All dark');
    expect(state().noting).toBe(1);
    expect(said).toMatchObject([{ text: 'Not ticked: Step 2 is ticked already.', failed: true, undo: null }]);
  });

  it('takes a tick back without asking, and its undo brings the note back too', async () => {
    const { state, said, inputsOf } = await checklist([{ step: 1, note: 'All dark' }]);
    await state().untick(1);
    said[0]?.undo?.();
    await arrived();
    expect(inputsOf('findings.step')).toEqual([
      { id: 'a', step: 1, done: false },
      { id: 'a', step: 1, done: true, note: 'All dark' },
    ]);
  });

  it('says when there is nothing to tick', async () => {
    const { state, said } = await checklist([
      { step: 0, note: null },
      { step: 1, note: 'x' },
    ]);
    await state().tickNext();
    expect(said).toMatchObject([{ text: 'Every step of the runbook is ticked.' }]);
  });
});
