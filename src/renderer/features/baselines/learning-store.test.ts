import { expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { createLearningStore } from './learning-store.ts';

const LEFT_OUT = { date: '2026-11-20', reason: 'A fair', by: 'local:ada', at: 0 };

const SPAN = { from: 0, until: 30 };

function bench() {
  const timers = createFakeTimers();
  const learned: string[] = [];
  const fake = createFakeApi({
    'baselines.build': () => ({ ...SPAN, baselines_created: 2, baselines_updated: 166, errors: [] }),
    'baselines.leave_out': ({ site, left_out }) => ({ site, left_out: left_out === false ? [] : [LEFT_OUT] }),
  });
  const store = createLearningStore({ ...timers, api: fake.api, onLearned: (site) => learned.push(site) });
  return { ...fake, timers, learned, state: () => store.getState() };
}

it('learns a site again, tells how far it is, and what it came to', async () => {
  const { state, push, learned, listening, timers, inputsOf } = bench();
  const quiet = listening();
  state().ask('learn');
  const done = state().learn('RB-01', 56);
  expect(state()).toMatchObject({ asking: null, busy: { site: 'RB-01' }, progress: null });
  push('baselines.progress', { done: 3, total: 9, site: 'RB-02' });
  expect(state().progress).toBeNull();
  push('baselines.progress', { done: 0, total: 1, site: 'RB-01' });
  expect(state().progress).toMatchObject({ done: 0, total: 1 });
  await done;
  expect(inputsOf('baselines.build')).toEqual([{ site: 'RB-01', days: 56 }]);
  expect(state()).toMatchObject({
    busy: null,
    progress: null,
    message: { text: 'RB-01 learned again: 168 cells, all metrics together.', failed: false },
  });
  expect(learned).toEqual(['RB-01']);
  expect(listening()).toBe(quiet);
  timers.run();
  expect(state().message).toBeNull();
});

it('says why a site was not learned until that was read', async () => {
  const { state, answers, timers, learned } = bench();
  answers['baselines.build'] = () => refusal('the disk is full.');
  await state().learn('RB-01', 30);
  timers.run();
  expect(state().message).toMatchObject({ text: 'RB-01 was not learned: the disk is full.', failed: true });
  expect(learned).toEqual([]);
  answers['baselines.build'] = () => ({
    ...SPAN,
    baselines_created: 0,
    baselines_updated: 0,
    errors: [{ site: 'RB-01', message: 'No counters.' }],
  });
  await state().learn('RB-01', 30);
  expect(state().message?.text).toBe('RB-01 was not learned: No counters.');
});

it('leaves a day out and takes it in again, each with a way back', async () => {
  const { state, inputsOf } = bench();
  state().ask('leave_out');
  expect(await state().leaveOut('RB-01', '2026-11-20', 'A fair')).toBeUndefined();
  expect(state().asking).toBeNull();
  state().message?.undo?.();
  await arrived();
  expect(inputsOf('baselines.leave_out')).toEqual([
    { site: 'RB-01', date: '2026-11-20', reason: 'A fair', left_out: true },
    {
      site: 'RB-01',
      date: '2026-11-20',
      reason: 'Taken in again. It was left out because: A fair',
      left_out: false,
    },
  ]);
  state().message?.undo?.();
  await arrived();
  expect(inputsOf('baselines.leave_out').at(-1)).toMatchObject({ reason: 'A fair', left_out: true });
});

it('keeps what was written when a day is refused', async () => {
  const { state, answers } = bench();
  answers['baselines.leave_out'] = () => refusal('That day is in the future.');
  state().ask('leave_out');
  expect(await state().leaveOut('RB-01', '2027-01-01', 'x')).toMatchObject({ code: 'unavailable' });
  expect(state()).toMatchObject({ asking: 'leave_out', busy: null, message: null });
});
