import { describe, expect, it } from 'vitest';
import { hash53 } from './hash53.ts';

describe('hash53', () => {
  it('gives whole numbers that a double holds exactly', () => {
    for (const text of ['', 'a', 'site RB-01', 'ü€🙂'.repeat(50)]) {
      expect(Number.isSafeInteger(hash53(text))).toBe(true);
      expect(hash53(text)).toBeGreaterThanOrEqual(0);
    }
  });

  it('keeps a million similar texts apart', () => {
    const seen = new Set<number>();
    for (let index = 0; index < 1_000_000; index++) seen.add(hash53(`SITE-${index % 100}|location|${index}`));
    expect(seen.size).toBe(1_000_000);
  });

  it('changes about half of its bits when one bit of the text changes', () => {
    let changed = 0;
    let pairs = 0;
    for (let index = 0; index < 2_000; index++) {
      const text = `event ${index} of the evening`;
      const at = index % text.length;
      const other = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      changed += bitsApart(hash53(text), hash53(other));
      pairs++;
    }
    expect(changed / pairs).toBeGreaterThan(25.5);
    expect(changed / pairs).toBeLessThan(27.5);
  });

  it('uses every one of its 53 bits evenly', () => {
    const ones = new Array<number>(53).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const bits = BigInt(hash53(String(index)));
      for (let bit = 0; bit < 53; bit++) ones[bit] = (ones[bit] ?? 0) + Number((bits >> BigInt(bit)) & 1n);
    }
    expect(Math.min(...ones)).toBeGreaterThan(4_750);
    expect(Math.max(...ones)).toBeLessThan(5_250);
  });
});

function bitsApart(a: number, b: number): number {
  return (BigInt(a) ^ BigInt(b)).toString(2).replaceAll('0', '').length;
}
