import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createFeedStore } from './feed-store.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const IDS = ['a', 'b', 'c', 'd'];

async function bench() {
  const rows = IDS.map((id, place) => findingRow(id, { detected_at: 100 - place }));
  const fake = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: rows.length }) });
  const store = createFeedStore({ api: fake.api, now: () => NOW, after: createFakeTimers().after });
  store.getState().start();
  await arrived();
  store.getState().see(3);
  const state = () => store.getState();
  const tell = (id: string, patch: Parameters<typeof findingRow>[1]) =>
    fake.push('findings.changed', { rows: [findingRow(id, { revision: 2, ...patch })], reload: false });
  return { state, tell, selected: () => [...state().selected] };
}

describe('the selection', () => {
  it('grows with the cursor, either way', async () => {
    const { state, selected } = await bench();
    state().extend(1);
    expect(selected()).toEqual(['a', 'b']);
    state().extend(1);
    expect(selected()).toEqual(['a', 'b', 'c']);
    state().clearSelected();
    state().extend(-1);
    expect(selected()).toEqual(['b', 'c']);
    expect(state().cursor).toBe('b');
  });

  it('takes everything from the cursor to the row that is clicked with shift', async () => {
    const { state, selected } = await bench();
    state().choose('d');
    state().selectTo('b');
    expect(selected().sort()).toEqual(['b', 'c', 'd']);
    expect(state().cursor).toBe('b');
  });

  it('outlives pushes, also of its own rows', async () => {
    const { state, tell, selected } = await bench();
    state().selectAll();
    tell('b', { status: 'ACKNOWLEDGED' });
    tell('c', { status: 'RESOLVED' });
    expect(selected()).toEqual(IDS);
  });
});

describe('the cursor', () => {
  it('stays on what was acknowledged', async () => {
    const { state, tell } = await bench();
    state().choose('b');
    tell('b', { status: 'ACKNOWLEDGED' });
    state().deselect(['b']);
    expect(state().cursor).toBe('b');
  });

  it('goes to the next one when this desk has resolved it, whether it is told before or after', async () => {
    for (const first of ['push', 'answer']) {
      const { state, tell } = await bench();
      state().choose('b');
      if (first === 'push') tell('b', { status: 'RESOLVED' });
      state().deselect(['b']);
      if (first === 'answer') tell('b', { status: 'RESOLVED' });
      expect(state().cursor).toBe('c');
    }
  });

  it('passes over what was resolved with it, and goes back where nothing follows', async () => {
    const { state, tell } = await bench();
    state().choose('c');
    state().deselect(['c', 'd']);
    tell('d', { status: 'RESOLVED' });
    tell('c', { status: 'RESOLVED' });
    expect(state().cursor).toBe('b');
  });

  it('stays where somebody else has resolved the finding: it is being read', async () => {
    const { state, tell } = await bench();
    state().choose('b');
    tell('b', { status: 'RESOLVED' });
    expect(state().cursor).toBe('b');
  });
});
