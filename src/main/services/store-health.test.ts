import { expect, it } from 'vitest';
import { StoreTrouble, type TroubleKind } from '#main/ports/store-trouble.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { StoreHealth, type StoreState } from './store-health.ts';

const trouble = (kind: TroubleKind, message = 'it fails') => new StoreTrouble(kind, message, null);
const LANES = ['duress', 'state', 'position'] as const;

it('takes every lane while the store is sound or busy, calls for help and work while it is full, nothing where it cannot write', () => {
  const taken = (kind: TroubleKind | null) => {
    const health = new StoreHealth(createFakeClock(0));
    if (kind !== null) health.note(trouble(kind));
    return LANES.filter((lane) => health.takes(lane));
  };
  expect(taken(null)).toEqual(LANES);
  expect(taken('busy')).toEqual(LANES);
  expect(taken('full')).toEqual(['duress', 'state']);
  expect([taken('read-only'), taken('io'), taken('corrupt')]).toEqual([[], [], []]);
});

it('remembers since when and why, tells each change once, and forgets it when a write went well', () => {
  const clock = createFakeClock(1_000);
  const changes: StoreState[] = [];
  const health = new StoreHealth(clock, (state) => changes.push(state));
  expect(health.note(trouble('full', 'no room'))).toBe(true);
  clock.advance(5_000);
  health.note(trouble('full', 'still no room'));
  const full = { condition: 'FULL', since: 1_000, reason: 'no room' };
  expect(health.state).toEqual(full);
  health.clear();
  health.clear();
  expect(changes).toEqual([full, { condition: 'SOUND', since: 6_000, reason: null }]);
});

it('does not hide a trouble behind a lesser one that came after it', () => {
  const health = new StoreHealth(createFakeClock(0));
  for (const kind of ['busy', 'corrupt', 'full', 'busy'] as const) health.note(trouble(kind));
  expect(health.state.condition).toBe('CORRUPT');
});

it('leaves what is no trouble with the store to whoever it concerns', () => {
  const health = new StoreHealth(createFakeClock(0));
  expect(health.note(new TypeError('a bug'))).toBe(false);
  expect(health.isSound).toBe(true);
});
