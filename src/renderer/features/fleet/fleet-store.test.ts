import { expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { siteRow } from '#test/kit/site-row.ts';
import { createFleetStore } from './fleet-store.ts';

function bench(kept: Record<string, string> = {}) {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'sites.list': () => [siteRow('RB-01')],
    'audit.run': () => ({
      sites_audited: 1,
      total_findings: 0,
      opened: [],
      alerts_created: 0,
      suppressed: 0,
      errors: [],
    }),
  });
  const keep = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  };
  const store = createFleetStore({ api: fake.api, after: timers.after, keep });
  return { ...fake, timers, kept, store, state: () => store.getState() };
}

it('asks again within a second of the first change, however many follow it', async () => {
  const { store, push, timers, inputsOf } = bench();
  const stop = store.getState().start();
  await arrived();
  for (let change = 0; change < 3; change++) push('findings.changed', { rows: [], reload: false });
  expect(timers.waiting()).toEqual([1_000]);
  timers.run();
  expect(inputsOf('sites.list')).toHaveLength(2);
  push('sites.changed', { sites: null });
  expect(timers.waiting()).toEqual([1_000]);
  stop();
  expect(timers.waiting()).toEqual([]);
});

it('asks for a large fleet less often: a second for each thousand sites', async () => {
  const { store, push, timers, answers } = bench();
  answers['sites.list'] = () => Array.from({ length: 10_000 }, (_, i) => siteRow(`S-${i}`));
  const stop = store.getState().start();
  await arrived();
  push('sites.changed', { sites: null });
  expect(timers.waiting()).toEqual([10_000]);
  stop();
});

it('asks for the sites page by page, and shows them when all are there', async () => {
  const { state, answers, inputsOf } = bench();
  const fleet = Array.from({ length: 600 }, (_, i) => siteRow(`S-${String(i).padStart(4, '0')}`));
  answers['sites.list'] = ({ after = '', limit }) => fleet.filter(({ code }) => code > after).slice(0, limit);
  await state().load();
  expect(state().sites).toEqual(fleet);
  expect(inputsOf('sites.list')).toEqual([
    { limit: 250 },
    { limit: 250, after: 'S-0249' },
    { limit: 250, after: 'S-0499' },
  ]);
});

it('keeps the last known sites when the engine does not answer', async () => {
  const { state, answers } = bench();
  await state().load();
  answers['sites.list'] = () => refusal('gone');
  await state().load();
  expect(state()).toMatchObject({ sites: [{ code: 'RB-01' }], fault: { message: 'gone' } });
});

it('remembers how the fleet is shown, and starts afresh from what it cannot read', () => {
  const first = bench();
  expect(first.state().layout).toBe('tiles');
  first.state().switchLayout();
  first.state().choose({ byClient: true });
  expect(bench(first.kept).state()).toMatchObject({ layout: 'rows', byClient: true });
  for (const text of ['nonsense', '7', '{"layout":"cubes"}'])
    expect(bench({ 'vigil.fleet': text }).state()).toMatchObject({ layout: 'tiles', byClient: false });
});

it('audits one site at a time and says what came of it, also when it was refused', async () => {
  const { state, answers, inputsOf } = bench();
  const audit = state().audit('RB-01');
  await state().audit('RB-02');
  await audit;
  expect(inputsOf('audit.run')).toEqual([{ sites: ['RB-01'] }]);
  expect(state()).toMatchObject({ auditing: null, auditResult: 'RB-01 audited: nothing is wrong.' });
  answers['audit.run'] = () => refusal('The disk is full.');
  await state().audit('RB-02');
  expect(state().auditResult).toBe('RB-02 was not audited: The disk is full.');
});
