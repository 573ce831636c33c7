import { describe, expect, it } from 'vitest';
import { createFeedStore } from '#renderer/features/feed/index.ts';
import { createFindingStore } from '#renderer/features/finding/index.ts';
import { createWorkflowStore } from '#renderer/features/workflow/index.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { askWhetherNormal, whyNotNormal } from './normal.ts';

async function bench() {
  const { after } = createFakeTimers();
  const rows = [findingRow('odd', { finding_type: 'ANOMALY_PHONE_EVENTS_BELOW' }), findingRow('tour')];
  const { api } = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: 2 }) });
  const feed = createFeedStore({ api, now: () => 0, after });
  await feed.getState().load();
  const ignore = () => undefined;
  const parts = { api, after, onChanged: ignore, onReported: ignore };
  const workflow = createWorkflowStore(parts);
  return { feed, workflow, finding: createFindingStore({ api, tell: () => undefined }) };
}

describe('calling a finding normal', () => {
  it('asks first, as soon as one of the findings is an anomaly', async () => {
    const stores = await bench();
    askWhetherNormal(stores, ['odd', 'tour']);
    expect(stores.workflow.getState().asking).toEqual({ what: 'normal', ids: ['odd', 'tour'] });
    expect(whyNotNormal(stores, ['elsewhere'])).toBeNull();
  });

  it('is not offered for anything else, and says why', async () => {
    const stores = await bench();
    askWhetherNormal(stores, ['tour']);
    expect(stores.workflow.getState()).toMatchObject({ asking: null, message: { text: WHY_NOT.normal } });
  });
});
