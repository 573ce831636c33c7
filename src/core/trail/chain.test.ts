import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../kit/hash.ts';
import { linkText, payloadPart, payloadText, type TrailLink } from './chain.ts';

const text = fc.string({ unit: 'binary' });
const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const link: fc.Arbitrary<TrailLink> = fc.record({
  ...{ seq: fc.nat(), at: fc.integer(), actor: text, verified: fc.constantFrom(0, 1), action: text },
  ...{
    entity: text,
    entity_id: text,
    reason: fc.option(text),
    payload_hash: hash,
    previous_hash: hash,
    hash,
  },
});

it('writes a row as canonical JSON without its own hash, whatever its texts hold', () => {
  fc.assert(
    fc.property(link, (row) => {
      const { hash: _, ...rest } = row;
      expect(linkText(row)).toBe(canonicalJson(rest));
    }),
  );
});

it('writes a payload as canonical JSON, with null where there is none', () => {
  fc.assert(
    fc.property(fc.option(fc.json()), fc.option(fc.json()), (before, after) => {
      expect(payloadText({ before, after })).toBe(canonicalJson([before, after]));
    }),
  );
  expect([payloadPart(undefined), payloadPart(null), payloadPart({ b: 1, a: 2 })]).toEqual([
    null,
    null,
    '{"a":2,"b":1}',
  ]);
});
