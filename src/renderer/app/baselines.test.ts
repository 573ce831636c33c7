import { expect, it } from 'vitest';
import { createBaselinesStore } from '#renderer/features/baselines/index.ts';
import { createFeedStore } from '#renderer/features/feed/index.ts';
import { createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { goToBaselines } from './baselines.ts';
import { createViewStore } from './view-store.ts';

async function bench() {
  const timers = createFakeTimers();
  const rows = [findingRow('a', { site: 'RB-01' })];
  const { api } = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: 1 }) });
  const now = () => 0;
  const feed = createFeedStore({ api, now, after: timers.after });
  await feed.getState().load();
  const baselines = createBaselinesStore({ api, now, ...timers });
  const view = createViewStore({ getItem: () => null, setItem: () => undefined });
  return { feed, baselines, view };
}

it('begins with the site of the finding under the cursor, and stays where the person went', async () => {
  const stores = await bench();
  goToBaselines(stores);
  expect(stores.view.getState().screen).toBe('baselines');
  expect(stores.baselines.getState().site).toBe('RB-01');
  stores.baselines.getState().show('RB-07');
  stores.view.getState().go('feed');
  goToBaselines(stores);
  expect(stores.baselines.getState().site).toBe('RB-07');
});

it('prefers the site that the feed is narrowed to, and goes where it is sent', async () => {
  const stores = await bench();
  stores.feed.getState().narrow({ site: 'KT-07' });
  goToBaselines(stores);
  expect(stores.baselines.getState().site).toBe('KT-07');
  goToBaselines(stores, 'RB-01', { metric: 'tour_checkpoints', at: -1 });
  expect(stores.baselines.getState()).toMatchObject({
    site: 'RB-01',
    metric: 'tour_checkpoints',
    wanted: 'series',
  });
});
