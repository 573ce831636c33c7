import { describe, expect, it } from 'vitest';
import { createFeedStore } from '#renderer/features/feed/index.ts';
import { createFindingStore } from '#renderer/features/finding/index.ts';
import { createWorkflowStore } from '#renderer/features/workflow/index.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { askToShelve, whyNotShelved } from './shelve.ts';

async function bench() {
  const { after } = createFakeTimers();
  const rows = [
    findingRow('help', { finding_type: 'DURESS' }),
    findingRow('alone', { finding_type: 'LONE_WORKER_OVERDUE' }),
    findingRow('tour'),
  ];
  const { api } = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: 3 }) });
  const feed = createFeedStore({ api, now: () => 0, after });
  await feed.getState().load();
  const workflow = createWorkflowStore({
    api,
    after,
    onChanged: () => undefined,
    onReported: () => undefined,
  });
  return { feed, workflow, finding: createFindingStore({ api, tell: () => undefined }) };
}

describe('the shelf', () => {
  it('is not offered for calls for help and overdue lone workers, and says why', async () => {
    const stores = await bench();
    askToShelve(stores, ['help', 'alone']);
    expect(stores.workflow.getState().asking).toBeNull();
    expect(stores.workflow.getState().message?.text).toBe(WHY_NOT.shelved);
  });

  it('is offered as soon as one finding may be shelved, and for what is not on the screen', async () => {
    const stores = await bench();
    askToShelve(stores, ['help', 'tour']);
    expect(stores.workflow.getState().asking).toEqual({ what: 'shelve', ids: ['help', 'tour'] });
    expect(whyNotShelved(stores, ['elsewhere'])).toBeNull();
    expect(whyNotShelved(stores, [])).toBeNull();
  });
});
