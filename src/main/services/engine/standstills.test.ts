import { expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { Standstills } from './standstills.ts';

const AT = Date.UTC(2026, 0, 5, 6);

it('tells of the longest standstill for ten minutes, and then of what came after it', () => {
  const standstills = new Standstills();
  expect(standstills.told(AT)).toBeNull();
  expect(standstills.note(3_200, AT)).toBe(true);
  expect(standstills.note(1_500, AT + 5 * MINUTE)).toBe(true);
  expect(standstills.told(AT + 9 * MINUTE)).toMatch(
    /^The engine stood still for 3\.2 s within the last 10 min/,
  );
  expect(standstills.told(AT + 10 * MINUTE)).toMatch(/^The engine stood still for 1\.5 s /);
  expect(standstills.told(AT + 15 * MINUTE)).toBeNull();
});

it('says nothing of what nobody would notice, of what a gap in the audits tells, and of what the clock left ahead', () => {
  const standstills = new Standstills();
  expect(standstills.note(999, AT)).toBe(false);
  expect(standstills.note(MINUTE + 1, AT)).toBe(false);
  expect(standstills.told(AT)).toBeNull();
  standstills.note(2_000, AT);
  expect(standstills.told(AT - MINUTE)).toBeNull();
});
