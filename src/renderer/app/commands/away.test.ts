import { readFileSync } from 'node:fs';
import { beforeEach, expect, it, vi } from 'vitest';
import type { SessionState } from '#contract/people.ts';
import { createFeedStore } from '#renderer/features/feed/index.ts';
import { createWorkflowStore } from '#renderer/features/workflow/index.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { arrived, createFakeApi } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import type { Stores } from '../stores.ts';
import { createViewStore } from '../view-store.ts';
import { createCommands, keyLabel } from './index.ts';

beforeEach(() => vi.stubGlobal('requestAnimationFrame', () => 0)); // nothing is drawn here

async function desk() {
  const rows = ['one', 'two', 'three'].map((id) => findingRow(id));
  const { api } = createFakeApi({ 'findings.page': () => ({ rows, next: null, total: rows.length }) });
  const after = () => () => undefined;
  const feed = createFeedStore({ api, now: () => 0, after });
  const workflow = createWorkflowStore({ api, after, onChanged: () => {}, onReported: () => {} });
  const view = createViewStore({ getItem: () => null, setItem: () => undefined });
  const map = { getState: () => ({ full: false }) };
  const person = { accounts: true, state: 'OPEN', account: 'Ada', role: 'administrator' } as SessionState;
  const session = { getState: () => ({ session: person, may: () => true }) };
  const link = { getState: () => ({ link: null }) };
  // Safe: the keys that are pressed here read these six; the others only ask when they are run.
  const stores = { feed, workflow, view, map, session, link } as unknown as Stores;
  feed.getState().start();
  await arrived();
  const commands = createCommands(stores);
  const press = (key: string) => commands.find((command) => command.key === key)?.run();
  return { feed, workflow, view, commands, press };
}

it('moves and selects in the feed only what the operator sees', async () => {
  const { feed, workflow, view, press } = await desk();
  press('j');
  const { cursor } = feed.getState();
  view.getState().go('engine');
  press('x');
  press('X');
  expect(view.getState().screen).toBe('engine');
  expect(feed.getState().selected.size).toBe(0);
  expect(workflow.getState().message?.text).toBe(WHY_NOT.here);
  press('j');
  expect([view.getState().screen, feed.getState().cursor]).toEqual(['feed', cursor]);
  press('j');
  expect(feed.getState().cursor).not.toBe(cursor);
});

it('goes back to the feed with Esc, and only there lets go of what is selected', async () => {
  const { feed, view, press } = await desk();
  press('j');
  press('x');
  view.getState().go('engine');
  press('Escape');
  expect([view.getState().screen, feed.getState().selected.size]).toEqual(['feed', 1]);
  press('Escape');
  expect(feed.getState().selected.size).toBe(0);
});

it('searches on the screen that is shown', async () => {
  const { view, press } = await desk();
  for (const [screen, shown] of [
    ['fleet', 'fleet'],
    ['map', 'map'],
    ['engine', 'feed'],
  ] as const) {
    view.getState().go(screen);
    press('/');
    expect(view.getState().screen).toBe(shown);
  }
});

it('has every key in the table of the guide for operators', async () => {
  const { commands } = await desk();
  const guide = readFileSync('docs/guide/operator.md', 'utf8');
  const table = guide.slice(guide.indexOf('## Keys'), guide.indexOf('## The life of a finding'));
  const told = new Set([...table.matchAll(/`([^`]+)`/g)].map(([, key]) => key));
  const keys = commands.flatMap(({ key }) => (key === null || key === 'Enter' ? [] : [keyLabel(key)]));
  expect(keys.filter((key) => !told.has(key.replace('Ctrl ', '')))).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length); // and none does two things
});
