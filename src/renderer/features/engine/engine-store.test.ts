import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { createEngineStore } from './engine-store.ts';
import { createScreenClock } from './screen-clock.ts';

const ENGINE_NOW = Date.UTC(2026, 10, 22, 2, 14);
const STATUS = {
  version: '1',
  host: 'loopback',
  demo: false,
  now: ENGINE_NOW,
  timezone: 'UTC',
  state: 'RUNNING',
  state_reason: null,
  last_tick_at: ENGINE_NOW,
  sites: 1,
  sites_audited: 1,
  rounds: [],
  suppressed: 0,
  alarms_10_min: 0,
  sources: [],
  quarantined: 0,
} as const;

async function bench() {
  const timers = createFakeTimers();
  let wall = 1_000;
  const fake = createFakeApi({
    'engine.status': () => ({ ...STATUS, rounds: [], sources: [] }),
    'identity.get': () => ({ name: null, verified: false }),
    'identity.set': ({ name }) => ({ name, verified: false }),
  });
  const parts = { api: fake.api, wall: () => wall, every: timers.every };
  const store = createEngineStore(parts);
  const stop = store.getState().start();
  await arrived();
  const pass = (ms: number) => {
    wall += ms;
  };
  return { ...fake, timers, parts, store, stop, pass, state: () => store.getState() };
}

describe('the engine as the screen knows it', () => {
  it('ticks in the engine’s time, whatever the screen’s own clock says', async () => {
    const { store, parts, pass, timers } = await bench();
    const clock = createScreenClock(store, parts);
    expect(clock.now()).toBe(ENGINE_NOW);
    pass(5_000);
    expect(clock.now()).toBe(ENGINE_NOW + 5_000);
    const before = timers.waiting().length;
    const stops = [clock.subscribe(() => undefined), clock.subscribe(() => undefined)];
    expect(timers.waiting()).toHaveLength(before + 1);
    for (const stop of stops) stop();
    expect(timers.waiting()).toHaveLength(before);
  });

  it('keeps the last status when the engine falls silent, and forgets the fault when it is back', async () => {
    const { state, answers, push, timers } = await bench();
    answers['engine.status'] = () => refusal('gone');
    timers.run();
    await arrived();
    expect(state()).toMatchObject({ status: STATUS, fault: { message: 'gone' } });
    push('engine.changed', { ...STATUS, rounds: [], sources: [] });
    expect(state().fault).toBeUndefined();
  });

  it('knows that nobody has said who they are, until somebody does', async () => {
    const { state } = await bench();
    expect(state().person).toBeNull();
    expect(await state().introduce('ada')).toBeUndefined();
    expect(state().person).toBe('ada');
  });

  it('leaves no timer and no listener behind', async () => {
    const { stop, listening, timers } = await bench();
    stop();
    expect(listening()).toBe(0);
    expect(timers.waiting()).toEqual([]);
  });
});
