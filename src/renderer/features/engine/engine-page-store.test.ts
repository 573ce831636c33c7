import { expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { createEnginePageStore } from './engine-page-store.ts';

const SHELL: Answer<'shell.facts'> = {
  at: 5_010,
  started_at: 0,
  version: '1',
  host: 'loopback',
  runtime: 'Node 24',
  platform: 'linux x64',
  memory_bytes: 1,
  starts: null,
  workers: [],
  watchdog: { state: 'OFF', told_at: null, reason: null, clock_ahead_ms: null },
};

function bench() {
  const timers = createFakeTimers();
  let wall = 1_000;
  const fake = createFakeApi({
    'shell.facts': () => {
      wall += 20; // the way there and back
      return SHELL;
    },
    // Safe: the store hands the page on as it is.
    'engine.page': () => ({ at: 1 }) as unknown as Answer<'engine.page'>,
    'login.state': () => ({ state: 'OFF', reason: null }),
    'engine.verify': () => ({
      ok: true,
      database: 'ok',
      trail_rows: 3,
      trail_head: '',
      first_bad_row: null,
      archived: 0,
      anchors: null,
      problems: [],
    }),
    'audit.run': () => ({
      sites_audited: 2,
      total_findings: 0,
      opened: [],
      alerts_created: 0,
      suppressed: 0,
      errors: [],
    }),
  });
  const store = createEnginePageStore({ api: fake.api, wall: () => wall, every: timers.every });
  return { ...fake, timers, state: () => store.getState() };
}

it('measures the way to the engine, and how long an event was under way', async () => {
  const { state, push } = bench();
  const leave = state().show();
  await arrived();
  expect(state().timing).toEqual({ offset: 4_000, answer: 20, event: null });
  push('engine.changed', { now: 5_000 } as Answer<'engine.status'>); // the store reads this value only
  expect(state().timing.event).toBe(20);
  leave();
});

it('says what a check of the database came to, also when it could not be made', async () => {
  const { state, answers } = bench();
  await state().verify();
  expect(state().result?.text).toBe('The database is sound and its audit trail whole: 3 rows.');
  answers['engine.verify'] = () => ({
    ok: false,
    database: 'ok',
    trail_rows: 3,
    trail_head: '',
    first_bad_row: 2,
    archived: 0,
    anchors: null,
    problems: ['The audit trail is broken at row 2.'],
  });
  await state().verify();
  expect(state().result).toEqual({
    text: '1 problem found:',
    problems: ['The audit trail is broken at row 2.'],
  });
  answers['engine.verify'] = () => refusal('The reader is gone.');
  await state().verify();
  expect(state().result?.text).toBe('The database was not checked: The reader is gone.');
});

it('audits every site once, however often it is pressed, and says how many those were', async () => {
  const { state, inputsOf } = bench();
  const first = state().auditAll(2);
  await state().auditAll(2);
  await first;
  expect(inputsOf('audit.run')).toEqual([{}]);
  expect(state()).toMatchObject({ busy: null, result: { text: '2 sites audited: nothing is wrong.' } });
});

it('keeps what was last known, and asks only while somebody looks', async () => {
  const { state, answers, timers, listening } = bench();
  const leave = state().show();
  await arrived();
  answers['engine.page'] = () => refusal('gone');
  timers.run();
  await arrived();
  expect(state()).toMatchObject({ page: { at: 1 }, fault: { message: 'gone' } });
  leave();
  expect(timers.waiting()).toEqual([]);
  expect(listening()).toBe(0);
});

it('changes the start at login once however often it is pressed, and keeps what was known with the reason where it is refused', async () => {
  const { state, answers, inputsOf } = bench();
  await state().load();
  expect(state().login).toEqual({ state: 'OFF', reason: null });
  answers['login.set'] = () => ({ state: 'ON', reason: null });
  answers['login.state'] = () => ({ state: 'ON', reason: null });
  await Promise.all([state().setLogin(true), state().setLogin(true)]);
  expect(inputsOf('login.set')).toEqual([{ on: true }]);
  expect(state()).toMatchObject({ login: { state: 'ON' }, loginFault: undefined, busy: null });
  answers['login.set'] = () => refusal('The system did not take it.');
  await state().setLogin(false);
  expect(state()).toMatchObject({
    login: { state: 'ON' },
    loginFault: { message: 'The system did not take it.' },
    busy: null,
  });
});
