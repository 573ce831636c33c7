import { afterEach, expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { type EngineKeeper, keepEngine } from '#main/workers/engine-keeper.ts';
import type { EngineState } from '#main/workers/settings.ts';
import { createThread } from '#main/workers/thread.ts';
import { createFakeClock, type FakeClock } from '#test/kit/clock.ts';

const caller = { actor: localActor('ada'), scope: 'all' } as const;
const stuck = new URL('../kit/stuck-thread.ts', import.meta.url);
const missing = new URL('../kit/no-such-file.ts', import.meta.url);
const kept: EngineKeeper[] = [];
afterEach(async () => {
  await Promise.all(kept.splice(0).map((keeper) => keeper.end(true)));
});

/** An engine whose threads are watched by `clock`; the keeper's own waits are real unless `waits` says otherwise. */
async function keep(
  files: readonly URL[],
  clock: FakeClock,
  waits: Pick<FakeClock, 'after'> = systemTimers,
  restMs = 0,
) {
  const told: EngineState[] = [];
  const broken: string[] = [];
  let back = 0;
  let opened = 0;
  const log = { info() {}, warn() {}, error() {} };
  const keeper = keepEngine({
    open: (onLost) =>
      createThread({
        name: 'engine',
        file: files[Math.min(opened++, files.length - 1)] ?? stuck,
        settings: null,
        clock,
        timers: { ...clock, after: waits.after },
        log,
        onLost,
      }),
    clock: systemClock,
    timers: systemTimers,
    onState: (state) => told.push(state),
    onBack: () => {
      back += 1;
    },
    onBroken: (why) => broken.push(why),
    restMs,
  });
  kept.push(keeper);
  await keeper.settled;
  return { keeper, told, broken, back: () => back, opened: () => opened };
}
const hang = (clock: FakeClock) => {
  for (let second = 0; second < 11; second += 1) clock.advance(1_000);
};

it('ends an engine that spins, and another one answers in its place', async () => {
  const clock = createFakeClock();
  const { keeper, told, broken, back } = await keep([stuck], clock);
  const asked = keeper.command('spin', null, caller);
  const failed = expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  hang(clock);
  await failed;
  await expect.poll(back).toBe(1);
  expect(await keeper.command('hello', null, caller)).toBe('hello');
  expect(told.map(({ state }) => state)).toEqual(['STOPPED', 'STARTING']);
  expect(broken).toEqual([]);
});

it('asks for a fresh start of the program when a long statement keeps the engine from ending, and starts no second writer beside it', async () => {
  const clock = createFakeClock();
  const { keeper, broken, opened } = await keep([stuck], clock, clock);
  keeper.command('query', 20_000_000, caller).catch(() => {});
  await new Promise<void>((done) => systemTimers.after(200, done)); // the statement runs by now
  hang(clock);
  clock.advance(10_000);
  await expect.poll(() => broken).toEqual([expect.stringContaining('cannot be ended')]);
  expect(opened()).toBe(1);
});

it('tries again when the engine could not start', async () => {
  const { keeper, told, back } = await keep([missing, missing, stuck], createFakeClock());
  await expect.poll(back).toBe(1);
  expect(await keeper.command('hello', null, caller)).toBe('hello');
  expect(keeper.life()).toMatchObject({ state: 'ALIVE', restarts: 2 });
  expect(told.map(({ state }) => state)).toEqual(['STOPPED', 'STARTING', 'STOPPED', 'STARTING']);
});

it('does not start again once it was told to end', async () => {
  const { keeper, opened } = await keep([missing], createFakeClock());
  await keeper.end(true);
  await new Promise<void>((done) => systemTimers.after(900, done)); // longer than the first wait
  expect(opened()).toBe(1);
});

it('lets the engine rest first when the program has started itself again too often, and says so', async () => {
  const { keeper, told, back } = await keep([stuck], createFakeClock(), systemTimers, 300);
  expect(told).toEqual([{ state: 'STOPPED', reason: expect.stringContaining('too often') }]);
  expect(keeper.life()).toMatchObject({ state: 'NOT_STARTED' });
  await expect(keeper.command('hello', null, caller)).rejects.toMatchObject({ code: 'unavailable' });
  await expect.poll(back).toBe(1);
  expect(await keeper.command('hello', null, caller)).toBe('hello');
  expect(keeper.life()).toMatchObject({ state: 'ALIVE', restarts: 0 });
});
