import { array, assert, jsonValue, property } from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sha256Hex, sha256OfList } from './hash.ts';

it('hashes a list entry by entry as its canonical JSON is hashed in one piece', () => {
  assert(
    property(array(jsonValue()), (list) => {
      expect(sha256OfList(list)).toBe(sha256Hex(canonicalJson(list)));
    }),
  );
});
