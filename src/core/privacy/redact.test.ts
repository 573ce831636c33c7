import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideWords, REDACTED, redactNumber, redactText } from './redact.ts';

describe('a text', () => {
  it('loses what a person could be reached or found by', () => {
    const cases = [
      ['call +49 171 555 01 23 now', 'call […] now'],
      ['call 0171/5550123.', 'call […].'],
      ['mail ada.l+night@post.example.test failed', 'mail […] failed'],
      ['at 52.52001, 13.40495', 'at […], […]'],
      ['at -33.865143', 'at […]'],
      ['open /home/ada/vigil/a.db', 'open /home/[…]/vigil/a.db'],
      [String.raw`open C:\Users\ada\vigil`, String.raw`open C:\Users\[…]\vigil`],
      [
        `Unexpected token 'A', "Ada Lovelace" is not valid JSON`,
        "Unexpected token 'A', […] is not valid JSON",
      ],
      [
        `Unexpected token 'A', ..."n":Ada Lov"... is not valid JSON`,
        "Unexpected token 'A', […] is not valid JSON",
      ],
      [
        `Unexpected token 'S', "Serafina K"... is not valid JSON`,
        "Unexpected token 'S', […] is not valid JSON",
      ],
      [
        `Unexpected token 'A', ..."n":\n Ada "L" is not valid JSON`,
        "Unexpected token 'A', […] is not valid JSON",
      ],
    ] as const;
    for (const [text, redacted] of cases) expect(redactText(text)).toBe(redacted);
  });

  it('keeps instants, versions, durations, counts, codes and ids', () => {
    const kept = [
      '2026-01-05T02:00:00.000Z',
      'took 12.5 ms of 1736042400000',
      'Vigil 0.1.0 on 24.21.0',
      'S-1 SILENT_SITE f-01890',
      '6f1c1f3e-0c7b-4b51-9c41-5b3d0f5f7a10',
      'at serve (file:///opt/vigil/out/main/engine.js:1203:17)',
    ];
    for (const text of kept) expect(redactText(text)).toBe(text);
  });

  it('is read in a time that grows no faster than it does', () => {
    for (const part of ['0', '+1 ', '"', '...', 'a@', '1.', '/home/', '-'])
      expect(redactText(part.repeat(50_000)).length).toBeGreaterThan(0);
  });
});

it('a number loses what only a place needs', () => {
  expect([52.52001, -13.40495, 12, 0.05, Number.NaN].map(redactNumber)).toEqual([
    52.5,
    -13.4,
    12,
    0.1,
    Number.NaN,
  ]);
});

describe('known words', () => {
  const hide = hideWords(['Ada Lovelace', 'Ada', 'River Gate 7', 'S-1', 'ab', '(north) yard']);

  it('are taken out as whole words, the longest first, whatever their case', () => {
    expect(hide('ADA LOVELACE met Ada at the river gate 7.')).toBe('[…] met […] at the […].');
    expect(hide('S-1 is not S-12, nor Adalbert')).toBe('[…] is not S-12, nor Adalbert');
    expect(hide('{"site":"S-1","by":"ada"}')).toBe('{"site":"[…]","by":"[…]"}');
    expect(hide('in the (north) yard')).toBe('in the […]');
    expect(hide('ab is too short')).toBe('ab is too short');
  });

  it('are in no text afterwards, whatever is around them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Ada', 'Ada Lovelace', ' ', '.', '"', '\n', 'x y'), { maxLength: 20 }),
        (parts) => {
          const hidden = hide(parts.join(' '));
          expect(hidden).not.toMatch(/\bada\b/i);
          expect(parts.some((part) => part.startsWith('Ada'))).toBe(hidden.includes(REDACTED));
        },
      ),
    );
  });
});
