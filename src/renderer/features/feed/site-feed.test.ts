import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { siteGroup } from '#test/kit/site-group.ts';
import { createFeedStore } from './feed-store.ts';
import { isHead } from './site-groups.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const many = Array.from({ length: 9 }, (_, number) => siteGroup(`S-${number + 1}`, { urgency: 19 - number }));

async function bench(groups = [siteGroup('A', { total: 2, urgency: 19 }), siteGroup('B')]) {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'findings.groups': ({ sites }) =>
      sites === undefined ? groups : [siteGroup('A', { total: 7, urgency: 19 })],
    'findings.page': ({ filter }) => {
      const site = filter?.site ?? null;
      const rows = [findingRow(`${site}2`, { site }), findingRow(`${site}1`, { site })];
      return { rows, next: null, total: 2 };
    },
  });
  const store = createFeedStore({ api: fake.api, now: () => NOW, after: timers.after });
  store.getState().start();
  await arrived();
  store.getState().narrow({ group: 'site' });
  await arrived();
  await arrived();
  const state = () => store.getState();
  const drawn = () =>
    state()
      .items()
      .map((item) => (isHead(item) ? `${item.group.site}:${item.group.total}` : item.row.id));
  return { ...fake, timers, state, drawn };
}

describe('the feed by site', () => {
  it('is unfolded where there are few sites, and begins on the first header', async () => {
    const { state, drawn } = await bench();
    expect(drawn()).toEqual(['A:2', 'A2', 'A1', 'B:1', 'B2', 'B1']);
    expect(state()).toMatchObject({ head: 'A', cursor: null, total: 3 });
  });

  it('asks for the rows of a site when it is unfolded, and only then', async () => {
    const { state, drawn, inputsOf } = await bench(many);
    const asked = inputsOf('findings.page').length;
    expect(drawn()).toHaveLength(9);
    await state().toggleGroup('S-2');
    expect(inputsOf('findings.page').slice(asked)).toMatchObject([{ filter: { site: 'S-2', roots: true } }]);
    expect(drawn().slice(0, 4)).toEqual(['S-1:1', 'S-2:1', 'S-22', 'S-21']);
    state().choose('S-21');
    await state().toggleGroup('S-2');
    expect(drawn()).toHaveLength(9);
    expect(state()).toMatchObject({ head: 'S-2', cursor: null });
  });

  it('is walked through headers and rows alike', async () => {
    const { state } = await bench();
    const seen = [0, 1, 2, 3].map(() => {
      state().move(1);
      return state().cursor ?? `head ${state().head}`;
    });
    expect(seen).toEqual(['A2', 'A1', 'head B', 'B2']);
  });

  it('acts on the rows of a header that are here, and selects them', async () => {
    const { state } = await bench();
    expect(state().targets()).toEqual(['A2', 'A1']);
    state().selectCursor();
    expect([...state().selected]).toEqual(['A2', 'A1']);
    state().selectCursor();
    expect(state().selected.size).toBe(0);
    const folded = await bench(many);
    expect(folded.state().targets()).toEqual([]);
  });

  it('renews the numbers of a pushed site alone, where its header stands', async () => {
    const { state, push, timers, drawn, inputsOf } = await bench();
    push('findings.changed', { rows: [findingRow('new', { site: 'A' })], reload: false });
    timers.run();
    await arrived();
    expect(inputsOf('findings.groups').at(-1)).toMatchObject({ sites: ['A'] });
    expect(drawn()[0]).toBe('A:7');
    expect(drawn()).not.toContain('new');
    state().showWaiting();
    expect(drawn()).toContain('new');
  });

  it('leaves no trace of the sites when the grouping is given up', async () => {
    const { state, drawn } = await bench();
    state().narrow({ group: 'parent' });
    expect(drawn()).toContain('A:2'); // until the rows are here
    await arrived();
    expect(drawn()).toEqual(['null2', 'null1']);
    expect(state().head).toBeNull();
  });
});
