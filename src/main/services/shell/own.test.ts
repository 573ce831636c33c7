import { expect, it } from 'vitest';
import type { SessionState } from '#contract/people.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { createOwn } from './own.ts';
import { NOT_TOLD } from './watchdog.ts';

const caller = { actor: SYSTEM, scope: 'all' } as const;
const session: SessionState = {
  accounts: false,
  state: 'OPEN',
  account: null,
  role: null,
  whole: true,
  may: [],
  idle_minutes: 15,
  names: [],
};
const bench = () => {
  const clock = createFakeClock('2026-01-05T00:00:00Z');
  return {
    clock,
    own: createOwn({
      version: '1',
      host: 'loopback',
      clock,
      starts: () => 'BY_SERVICE',
      workers: () => [],
      watchdog: () => NOT_TOLD,
      session: () => session,
    }),
  };
};

it('opens the wall board only where a host has windows for it', async () => {
  const { own } = bench();
  expect(await own.handlers['shell.open_wall']({}, caller)).toEqual({ opened: false });
  let opened = 0;
  own.opensWall(() => {
    opened += 1;
  });
  expect(await own.handlers['shell.open_wall']({}, caller)).toEqual({ opened: true });
  expect(opened).toBe(1);
});

it('tells since when the program runs, and what it takes', async () => {
  const { own, clock } = bench();
  const started_at = clock.now();
  clock.advance(5_000);
  const facts = await own.handlers['shell.facts']({}, caller);
  expect(facts).toMatchObject({
    started_at,
    at: started_at + 5_000,
    version: '1',
    host: 'loopback',
    starts: 'BY_SERVICE',
  });
  expect(facts.memory_bytes).toBeGreaterThan(1_000_000);
});
