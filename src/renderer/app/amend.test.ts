import { expect, it } from 'vitest';
import { createFeedStore } from '#renderer/features/feed/index.ts';
import { createFindingStore } from '#renderer/features/finding/index.ts';
import { createWorkflowStore } from '#renderer/features/workflow/index.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { askToAmend } from './amend.ts';

async function bench() {
  const { after } = createFakeTimers();
  const rows = [
    findingRow('open', { status: 'NEW' }),
    findingRow('seen', { status: 'ACKNOWLEDGED' }),
    findingRow('over', { status: 'RESOLVED', disposition: 'BENIGN' }),
  ];
  const { api } = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: 3 }) });
  const feed = createFeedStore({ api, now: () => 0, after });
  await feed.getState().load();
  const workflow = createWorkflowStore({ api, after, onChanged: () => {}, onReported: () => {} });
  return { feed, workflow, finding: createFindingStore({ api, tell: () => undefined }) };
}

it('is not offered for what nobody has resolved yet, and says why', async () => {
  const stores = await bench();
  askToAmend(stores, ['open', 'seen']);
  expect(stores.workflow.getState()).toMatchObject({ asking: null, message: { text: WHY_NOT.amended } });
});

it('is asked as soon as one is resolved, and for what is not on the screen', async () => {
  const stores = await bench();
  askToAmend(stores, ['open', 'over']);
  expect(stores.workflow.getState().asking).toEqual({ what: 'amend', ids: ['open', 'over'] });
  stores.workflow.getState().cancel();
  askToAmend(stores, ['elsewhere']);
  expect(stores.workflow.getState().asking).toEqual({ what: 'amend', ids: ['elsewhere'] });
});
