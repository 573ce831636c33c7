import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { createWorkflowStore } from './workflow-store.ts';

function bench() {
  const timers = createFakeTimers();
  const done: string[] = [];
  const fake = createFakeApi({
    'findings.acknowledge': ({ ids }) => ({ changed: ids, refused: [] }),
    'findings.shelve': () => ({ changed: ['a'], refused: [{ id: 'b', why: 'never shelved' }] }),
    'findings.unshelve': ({ ids }) => ({ changed: ids, refused: [] }),
    'findings.normal': () => ({ changed: ['a'], refused: [{ id: 'b', why: 'no anomaly' }] }),
    'findings.resolve': () => refusal('the engine is gone'),
    'findings.report': () => refusal('No site S-1.'),
  });
  const reported: string[] = [];
  const store = createWorkflowStore({
    ...timers,
    api: fake.api,
    onChanged: (ids) => done.push(...ids),
    onReported: (id) => reported.push(id),
  });
  return { ...fake, timers, done, reported, state: () => store.getState() };
}

describe('what people do about findings', () => {
  it('marks findings as being sent until they are answered, and says what became of them', async () => {
    const { state, done, timers } = bench();
    const sent = state().acknowledge(['a', 'b']);
    expect([...state().pending]).toEqual(['a', 'b']);
    await sent;
    expect([...state().pending]).toEqual([]);
    expect(state().message).toMatchObject({ text: '2 findings acknowledged.', failed: false, undo: null });
    expect(done).toEqual(['a', 'b']);
    timers.run();
    expect(state().message).toBeNull();
  });

  it('tells what was refused until it has been read, and offers to take the rest back', async () => {
    const { state, inputsOf, timers } = bench();
    state().ask('shelve', ['a', 'b']);
    await state().shelve(30, 'known');
    expect(state().asking).toBeNull();
    expect(state().message?.text).toBe('1 finding shelved, 1 refused.');
    timers.run();
    expect(state().message?.refused).toEqual([{ id: 'b', why: 'never shelved' }]);
    state().message?.undo?.();
    await arrived();
    expect(inputsOf('findings.unshelve')).toEqual([{ ids: ['a'] }]);
  });

  it('has what was normal learned after a question, without a way back', async () => {
    const { state, inputsOf, done } = bench();
    state().ask('normal', ['a', 'b']);
    expect(inputsOf('findings.normal')).toEqual([]);
    await state().normal();
    expect(inputsOf('findings.normal')).toEqual([{ ids: ['a', 'b'] }]);
    expect(state()).toMatchObject({
      asking: null,
      message: { text: '1 finding resolved as normal, 1 refused.', undo: null },
    });
    expect(done).toEqual(['a']);
  });

  it('says why nothing was done when the engine does not answer', async () => {
    const { state } = bench();
    state().ask('resolve', ['a']);
    await state().resolve('BENIGN', 'note');
    expect(state().message).toMatchObject({ text: 'Not resolved: the engine is gone.', failed: true });
  });

  it('keeps what was written when a report is refused, and says where it was reported when it is not', async () => {
    const { state, answers, inputsOf, reported } = bench();
    const gate = { severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'G-1 called' } as const;
    state().askToReport('S-1');
    expect(await state().report({ site: 'S-1', ...gate })).toMatchObject({ message: 'No site S-1.' });
    expect(state().asking).toEqual({ what: 'report', site: 'S-1' });
    expect(reported).toEqual([]);
    answers['findings.report'] = () => ({ id: 'F-1' });
    expect(await state().report({ site: 'S-1', ...gate })).toBeUndefined();
    expect(inputsOf('findings.report')).toHaveLength(2);
    expect(reported).toEqual(['F-1']);
    expect(state()).toMatchObject({ asking: null, message: { text: 'Reported at S-1.', failed: false } });
  });

  it('asks nothing about no findings', () => {
    const { state } = bench();
    state().ask('resolve', []);
    expect(state().asking).toBeNull();
  });
});
