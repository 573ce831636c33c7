import { assert, jsonValue, property } from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '#core/kit/hash.ts';
import { sameValue } from './same-value.ts';

it('agrees with canonical JSON on any two values', () => {
  assert(
    property(jsonValue(), jsonValue(), (a, b) => {
      expect(sameValue(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameValue(a, JSON.parse(canonicalJson(a)))).toBe(true);
    }),
  );
});

it.each([
  [[], {}],
  [{ a: 1 }, { b: 1 }],
  [['x'], { 0: 'x' }],
  [null, {}],
  [1, '1'],
])('tells %j from %j', (a, b) => {
  expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
});
