import { assert, constantFrom, integer, jsonValue, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './json-text.ts';

const read = (text: string) => readJson(text, null);

/** What JSON.parse says, or undefined for a text that it refuses. */
function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('the JSON reader', () => {
  it('reads every value as JSON.parse does, however it is spaced', () => {
    assert(
      property(jsonValue({ maxDepth: 8 }), integer({ min: 0, max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        if (text.includes('"__proto__"')) return;
        expect(read(text)).toEqual({ value: JSON.parse(text), mistakes: [] });
      }),
    );
  });

  it('accepts a damaged text exactly when JSON.parse does', () => {
    const base = JSON.stringify({ a: [1, -2.5e3, true, null], b: { c: 'x"\\\u00e9', d: '' } });
    const damage = tuple(
      integer({ min: 0, max: base.length }),
      constantFrom(...'"\\{}[],:0e.-tn \n\u0001'),
      integer({ min: 0, max: 3 }),
    );
    assert(
      property(damage, ([at, letter, cut]) => {
        const text = base.slice(0, at) + letter + base.slice(at + cut);
        const expected = parseOrNothing(text);
        const { value, mistakes } = read(text);
        if (expected === undefined) expect(mistakes.length).toBeGreaterThan(0);
        else if (mistakes.length === 0) expect(value).toEqual(expected);
        else expect(mistakes[0]?.expected).toBe('every field once');
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells a field that is written twice, and every one', () => {
    const { mistakes } = read('{"a":1,"a":2,"b":{"c":1,"c":2}}');
    expect(mistakes.map(({ offset, found }) => [offset, found])).toEqual([
      [7, '"a" twice'],
      [24, '"c" twice'],
    ]);
  });

  it('refuses the field name that reaches behind an object', () => {
    expect(read('{"__proto__":{"a":1}}').mistakes).toHaveLength(1);
  });

  it('refuses to nest deeper than 64 levels, without running out of stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(64)).mistakes).toEqual([]);
    expect(read(nested(65)).mistakes[0]?.expected).toBe('at most 64 levels of lists and objects');
    expect(read('['.repeat(1_000_000)).mistakes).toHaveLength(1);
  });
});
