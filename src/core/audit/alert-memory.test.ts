import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY } from '#core/model/time.ts';
import { ALERT_MEMORY, AlertMemory, type AlertState, alertState, storedReport } from './alert-memory.ts';

const severity = fc.constantFrom('LOW', 'MEDIUM', 'HIGH', 'CRITICAL', null);
const said = fc.record({
  fingerprint: fc.constantFrom('a', 'b'),
  severity,
  alert_type: fc.constantFrom('DOOR', 'WINDOW', null),
  ts: fc.integer({ min: 0, max: 5 }),
});

const remembered = (states: readonly AlertState[]) => {
  const memory = new AlertMemory();
  for (const state of states) memory.observe(1, state);
  return [...memory.of(1).values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
};

const shuffled = fc
  .array(said, { maxLength: 12 })
  .chain((states) =>
    fc.tuple(fc.constant(states), fc.shuffledSubarray([...states, ...states], { minLength: states.length })),
  );

it('knows the same last word whatever the order and however often it was said', () => {
  fc.assert(
    fc.property(shuffled, ([states, again]) => {
      expect(remembered([...again, ...states.toReversed()])).toEqual(remembered(states));
    }),
  );
});

it('takes the end for the last word where both were said at one instant', () => {
  const firing = { fingerprint: 'a', severity: 'HIGH', alert_type: null, ts: 5 } as const;
  const ended = { ...firing, severity: null };
  expect(remembered([ended, firing])).toEqual([ended]);
});

it('reads what was stored as it was said', () => {
  fc.assert(
    fc.property(said, (state) => {
      expect(alertState({ ...storedReport(state), ts: state.ts })).toEqual(state);
    }),
  );
});

it('forgets a condition of which nothing was heard for long', () => {
  const old = { fingerprint: 'a', severity: 'HIGH', alert_type: null, ts: 0 } as const;
  const news = { ...old, fingerprint: 'b', ts: ALERT_MEMORY + DAY };
  expect(remembered([old, news])).toEqual([news]);
});
