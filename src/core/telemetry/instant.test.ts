import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from './instant.ts';

const at = (text: string) => readTime(text)?.at;

describe('readTime', () => {
  it('reads every instant that a date prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2199, 11, 31) }), (instant) => {
        expect(readTime(new Date(instant).toISOString())).toEqual({ at: instant, zoned: true });
      }),
    );
  });

  it('subtracts the offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 86_400_000, max: 4e12 }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (instant, offset) => {
          const wall = new Date(instant + offset * 60_000).toISOString().slice(0, -1);
          const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
          const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
          expect(at(`${wall}${offset < 0 ? '-' : '+'}${hours}:${minutes}`)).toBe(instant);
        },
      ),
    );
  });

  it('cuts off what is finer than a millisecond', () => {
    expect(at('2026-01-05T00:00:00.5Z')).toBe(Date.parse('2026-01-05T00:00:00.500Z'));
    expect(at('2026-01-05T00:00:00.123987654Z')).toBe(Date.parse('2026-01-05T00:00:00.123Z'));
  });

  it('reads a leap second as the last millisecond of its minute', () => {
    expect(at('2016-12-31T23:59:60Z')).toBe(Date.parse('2016-12-31T23:59:59.999Z'));
    expect(at('2016-12-31T23:59:60.750Z')).toBe(Date.parse('2016-12-31T23:59:59.999Z'));
  });

  it('says when there is no offset', () => {
    expect(readTime('2026-01-05 07:30:00')).toEqual({ at: Date.parse('2026-01-05T07:30:00Z'), zoned: false });
  });

  it.each([
    '',
    '2026-01-05',
    '2026-1-05T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-05T24:00:00Z',
    '2026-01-05T23:60:00Z',
    '2026-01-05T23:59:61Z',
    '2026-01-05T00:00Z',
    '2026-01-05T00:00:00.Z',
    '2026-01-05T00:00:00+0530',
    '2026-01-05T00:00:00+24:00',
    '2026-01-05T00:00:00ZZ',
    '2026-01-05x00:00:00Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+01:00',
    ' 2026-01-05T00:00:00Z',
  ])('refuses %j', (text) => {
    expect(readTime(text)).toBeNull();
  });

  it('agrees with the engine on every text that looks like a date', () => {
    const digit = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
    fc.assert(
      fc.property(fc.tuple(digit, digit, digit, digit, digit), ([month, day, hour, minute, second]) => {
        const text = `2024-${month}-${day}T${hour}:${minute}:${second}Z`;
        const expected = new Date(text);
        const valid =
          !Number.isNaN(expected.getTime()) && expected.toISOString().startsWith(text.slice(0, 19));
        if (second !== '60') expect(at(text)).toBe(valid ? expected.getTime() : undefined);
      }),
      { numRuns: 2_000 },
    );
  });
});
