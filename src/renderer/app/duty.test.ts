import { expect, it } from 'vitest';
import { createDutyStore } from '#renderer/features/duty/index.ts';
import { createFeedStore } from '#renderer/features/feed/index.ts';
import { createFindingStore } from '#renderer/features/finding/index.ts';
import { createWorkflowStore } from '#renderer/features/workflow/index.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { arrived, createFakeApi } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { askDuty, dutyActions, whyNotNoted } from './duty.ts';

async function screen() {
  const rows = [
    findingRow('tour'),
    findingRow('guard', { finding_type: 'GUARD_INACTIVE', subject: 'person:G-1', title: 'Guard inactive' }),
    findingRow('gap', { finding_type: 'AUDIT_GAP', site: null }),
    findingRow('help', { finding_type: 'DURESS', subject: 'person:G-1' }),
  ];
  const { api } = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: rows.length }) });
  const after = () => () => undefined;
  const workflow = createWorkflowStore({ api, after, onChanged: () => {}, onReported: () => {} });
  const { tell, say } = workflow.getState();
  const feed = createFeedStore({ api, now: () => 0, after });
  const duty = createDutyStore({ api, every: () => () => undefined, say, onNoted: () => {} });
  feed.getState().start();
  await arrived();
  return { feed, workflow, duty, finding: createFindingStore({ api, tell }) };
}

it('asks from the finding under the cursor, and says why not where that is of another kind', async () => {
  const stores = await screen();
  const asked = () => stores.duty.getState().asking;
  askDuty(stores, 'tour', ['guard']);
  expect([asked(), stores.workflow.getState().message?.text]).toEqual([null, WHY_NOT.dutyTour]);
  askDuty(stores, 'absence', ['guard']);
  expect(asked()).toMatchObject({
    what: 'absence',
    about: { finding: 'guard', site: 'RB-01', subject: 'person:G-1', words: 'RB-01 Guard inactive' },
  });
  askDuty(stores, 'tour', ['tour']);
  expect(asked()).toMatchObject({ what: 'tour', about: { finding: 'tour' } });
});

it('is about one finding that has a site, and puts no call for help off', async () => {
  const stores = await screen();
  expect(whyNotNoted(stores, 'absence', ['guard', 'tour'])).toBe(WHY_NOT.one);
  expect(whyNotNoted(stores, 'absence', ['gap'])).toBe(WHY_NOT.dutySite);
  expect(whyNotNoted(stores, 'extension', ['help'])).toBe(WHY_NOT.dutyDuress);
  expect(whyNotNoted(stores, 'absence', ['guard'])).toBeNull();
  expect(dutyActions(stores, 'guard').map(({ key }) => key)).toEqual(['b', 'l']);
  expect(dutyActions(stores, 'tour').map(({ key }) => key)).toEqual(['h', 'b', 'l']);
});
