import { expect, it } from 'vitest';
import { SECOND } from '#core/model/time.ts';
import type { StoreState } from '#main/services/store-health.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { phone } from '#test/kit/events.ts';
import { allowAll, allowPages } from '#test/kit/full-store.ts';
import { one, START } from '#test/kit/quiet-site.ts';

const TICK = 5 * SECOND;

it('goes on when the store is full, says so with every tick, and is well again with the first that finds room', async () => {
  const states: StoreState['condition'][] = [];
  await using bench = await engineBench(START, { onTick: (_, { condition }) => states.push(condition) });
  await bench.configure(one());
  bench.engine.start();
  allowPages(bench.store, 0);
  const events = Array.from({ length: 2_000 }, (_, n) => phone('S-1', bench.clock.now() - n));
  const since = bench.clock.now();
  const received = bench.engine.receive(events);
  bench.clock.advance(SECOND);
  expect(new Set(await received)).toEqual(new Set(['shed']));
  expect(bench.engine.health.state).toMatchObject({ condition: 'FULL', since: since + 1 });
  bench.clock.advance(2 * TICK);
  expect(states.slice(-2)).toEqual(['FULL', 'FULL']);
  allowAll(bench.store);
  bench.clock.advance(TICK);
  expect(states.at(-1)).toBe('SOUND');
  expect(bench.engine.health.takes('position')).toBe(true);
  expect(bench.logged.filter(({ message }) => message === 'the store is in another state')).toHaveLength(2);
});

it('refuses a command that the store fails with what a person can do, and has done nothing of it', async () => {
  await using bench = await engineBench(START);
  allowPages(bench.store, 0);
  const become = (name: string) => bench.engine.handlers['identity.set']({ name }, ADA);
  expect(() => become('A name that needs room'.repeat(10_000))).toThrow(
    expect.objectContaining({
      name: 'Refused',
      code: 'unavailable',
      message: expect.stringContaining('Free some space'),
    }),
  );
  expect(bench.engine.health.state.condition).toBe('FULL');
  expect(bench.store.state.get('local_actor')).toBeNull();
});
