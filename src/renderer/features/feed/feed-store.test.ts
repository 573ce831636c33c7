import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createFeedStore } from './feed-store.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const COUNTS = {
  open: 2,
  unacknowledged: 2,
  cleared: 0,
  shelved: 0,
  by_severity: { CRITICAL: 0, HIGH: 2, MEDIUM: 0, LOW: 0 },
};

async function bench() {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'findings.page': ({ cursor }) =>
      cursor
        ? { rows: [findingRow('c', { detected_at: 1 })], next: null, total: 3 }
        : { rows: [findingRow('a'), findingRow('b', { detected_at: 9 })], next: 'more', total: 3 },
    'findings.counts': () => COUNTS,
    'findings.count': () => [{ key: 'TOUR_OVERDUE', count: 3 }],
  });
  const store = createFeedStore({ api: fake.api, now: () => NOW, after: timers.after });
  const stop = store.getState().start();
  await arrived();
  const ids = () => store.getState().live.rows.map((row) => row.id);
  return { ...fake, timers, store, stop, ids, state: () => store.getState() };
}

describe('the feed', () => {
  it('loads the first page and puts the cursor on its top', async () => {
    const { state, ids } = await bench();
    expect(ids()).toEqual(['a', 'b']);
    expect(state()).toMatchObject({ loaded: true, cursor: 'a', total: 3, types: ['TOUR_OVERDUE'] });
  });

  it('adds the next page, once, where the last one ended', async () => {
    const { state, ids, inputsOf } = await bench();
    await Promise.all([state().loadMore(), state().loadMore()]);
    expect(ids()).toEqual(['a', 'b', 'c']);
    await state().loadMore();
    expect(inputsOf('findings.page')).toHaveLength(2);
  });

  it('keeps what it has when a load fails, and says so', async () => {
    const { state, ids, answers } = await bench();
    answers['findings.page'] = () => refusal('gone');
    await state().load();
    expect(ids()).toEqual(['a', 'b']);
    expect(state().fault?.message).toBe('gone');
  });

  it('drops the answer to a filter that has been changed since', async () => {
    const { state, ids, answers } = await bench();
    let answerFirst: () => void = () => undefined;
    answers['findings.page'] = () =>
      new Promise((resolve) => {
        answerFirst = () => resolve({ rows: [findingRow('late')], next: null, total: 1 });
      });
    state().narrow({ text: 'first' });
    answers['findings.page'] = () => ({ rows: [findingRow('z')], next: null, total: 1 });
    state().narrow({ text: 'second' });
    await arrived();
    answerFirst();
    await arrived();
    expect(ids()).toEqual(['z']);
    expect(state().cursor).toBe('z');
  });

  it('takes pushes in by itself and asks again when there were too many', async () => {
    const { state, push, inputsOf, timers } = await bench();
    state().see(1);
    push('findings.changed', { rows: [findingRow('n', { severity: 'CRITICAL' })], reload: false });
    expect(state().live.waiting).toHaveLength(1);
    state().showWaiting();
    expect(state().cursor).toBe('n');
    push('findings.changed', { rows: [], reload: true });
    await arrived();
    expect(inputsOf('findings.page')).toHaveLength(2);
    timers.run();
    await arrived();
    expect(inputsOf('findings.counts').length).toBeGreaterThanOrEqual(2);
  });

  it('moves nothing when too much has changed at once, and makes the list anew when the operator asks', async () => {
    const { state, ids, push, answers, inputsOf } = await bench();
    state().see(1);
    answers['findings.page'] = () => ({
      rows: [findingRow('new', { severity: 'CRITICAL' }), findingRow('b', { revision: 2 })],
      next: null,
      total: 2,
    });
    push('findings.changed', { rows: [], reload: true });
    await arrived();
    expect(ids()).toEqual(['a', 'b']);
    expect(state().outdated).toBe(true);
    state().showWaiting();
    await arrived();
    expect(ids()).toEqual(['new', 'b']);
    expect(state().outdated).toBe(false);
    expect(inputsOf('findings.page')).toHaveLength(3);
  });

  it('keeps the cursor on a finding that is not in the list when the feed is loaded again', async () => {
    const { state } = await bench();
    state().choose('from-a-notice');
    await state().load();
    expect(state().cursor).toBe('from-a-notice');
  });

  it('shows what the operator has just made where it belongs, whether it was told before or after, and lets others wait', async () => {
    for (const order of ['told', 'revealed']) {
      const { push, state, ids } = await bench();
      state().see(1);
      const tell = () =>
        push('findings.changed', {
          rows: [findingRow('mine', { detected_at: NOW - 1 }), findingRow('other', { detected_at: NOW })],
          reload: false,
        });
      if (order === 'told') tell();
      state().reveal('mine');
      if (order === 'revealed') tell();
      expect(ids()).toEqual(['mine', 'a', 'b']);
      expect(state().live.waiting.map((row) => row.id)).toEqual(['other']);
      expect(state().cursor).toBe('mine');
    }
  });

  it('lets nothing wait once the list is empty', async () => {
    const { push, state, ids } = await bench();
    await state().loadMore();
    state().see(2);
    const gone = ['a', 'b', 'c'].map((id) => findingRow(id, { status: 'RESOLVED', revision: 2 }));
    push('findings.changed', { rows: gone, reload: false });
    state().showWaiting();
    expect(ids()).toEqual([]);
    push('findings.changed', { rows: [findingRow('z', { detected_at: NOW })], reload: false });
    expect(ids()).toEqual(['z']);
  });

  it('moves the cursor within the list, and acts on the selection before the cursor', async () => {
    const { state } = await bench();
    state().move(1);
    state().move(1);
    expect(state().targets()).toEqual(['b']);
    state().toggleSelected('a');
    expect(state().targets()).toEqual(['a']);
    state().deselect(['a']);
    expect(state().targets()).toEqual(['b']);
  });

  it('listens to nothing once it was stopped', async () => {
    const { stop, listening, timers, push } = await bench();
    push('findings.changed', { rows: [], reload: false });
    stop();
    expect(listening()).toBe(0);
    expect(timers.waiting()).toEqual([]);
  });
});
