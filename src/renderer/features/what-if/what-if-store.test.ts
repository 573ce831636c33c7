import { expect, it } from 'vitest';
import type { Trial } from '#contract/what-if.ts';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createWhatIfStore } from './what-if-store.ts';

const trial = (given: Partial<Trial> = {}): Trial => ({
  id: 'one',
  order: {
    target: { scope: 'SITE', sites: ['S-1'] },
    changes: [{ field: 'sensitivity.gps', value: 'HIGH' }],
    days: 7,
  },
  state: 'RUNNING',
  started_at: 0,
  from: 0,
  to: 0,
  sites: [{ tenant: 'T-1', client: 'C-1', code: 'S-1' }],
  version: 4,
  done: 0,
  took_ms: null,
  reason: null,
  result: null,
  ...given,
});

function bench() {
  let newest: Trial | null = null;
  const fake = createFakeApi({
    'what_if.get': () => ({ trial: newest }),
    'what_if.prepare': () => ({}),
    'what_if.start': () => ({ id: 'one' }),
    'what_if.cancel': () => ({}),
  });
  const store = createWhatIfStore(fake.api);
  const become = (next: Trial) => {
    newest = next;
    const { id, state, done } = next;
    fake.push('what_if.changed', { id, state, done });
  };
  return { ...fake, become, set: (next: Trial) => (newest = next), state: () => store.getState() };
}

it('begins with one site, follows how far its trial is, and asks for the result when it is done', async () => {
  const { state, set, become, inputsOf } = bench();
  const stop = state().start();
  state().about('S-1');
  set(trial());
  await state().begin();
  expect(inputsOf('what_if.start')).toEqual([
    {
      target: { scope: 'SITE', sites: ['S-1'] },
      changes: [{ field: 'signal_thresholds.phone_events', value: { min_count: 1, window_minutes: 60 } }],
      days: 30,
    },
  ]);
  const asked = inputsOf('what_if.get').length;
  become(trial({ done: 0.4 }));
  await arrived();
  expect(state().trial?.done).toBe(0.4);
  expect(inputsOf('what_if.get')).toHaveLength(asked);
  become(trial({ state: 'DONE', done: 1, took_ms: 5 }));
  await arrived();
  expect(state().trial).toMatchObject({ state: 'DONE', took_ms: 5 });
  stop();
});

it('asks for nothing while something is missing, and says why a trial was refused', async () => {
  const { state, answers, asked } = bench();
  await state().begin();
  expect(asked).toEqual([]);
  answers['what_if.start'] = () => refusal('Another trial is running.');
  state().about('S-1');
  await state().begin();
  expect(state().fault?.message).toBe('Another trial is running.');
});

it('saves what was tried, not what is being entered, on the version that it was tried on', async () => {
  const { state, set, inputsOf } = bench();
  set(trial({ state: 'DONE', done: 1 }));
  await state().load();
  state().about('S-9');
  await state().save({ dry_run: true, reason: 'quieter' });
  expect(inputsOf('configuration.edit')).toEqual([
    {
      base_version: 4,
      changes: [
        {
          targets: [{ scope: 'SITE', tenant: 'T-1', code: 'S-1' }],
          set: { 'audit.sensitivity.gps': 'HIGH' },
        },
      ],
      reason: 'quieter',
      dry_run: true,
    },
  ]);
  expect(state().fault).toBeDefined();
});

it('lets the engine look at what was chosen, and asks for nothing while nothing is', async () => {
  const { state, inputsOf } = bench();
  await state().prepare();
  expect(inputsOf('what_if.prepare')).toEqual([]);
  state().about('S-1');
  state().edit({ days: 7 });
  await state().prepare();
  expect(inputsOf('what_if.prepare')).toEqual([{ target: { scope: 'SITE', sites: ['S-1'] }, days: 7 }]);
});
