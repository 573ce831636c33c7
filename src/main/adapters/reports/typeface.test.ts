import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, Typeface } from './typeface.ts';

const typeface = new Typeface();
const textOf = (line: Line) => line.map(({ text }) => text).join('');
const widthOf = (line: Line) => line.reduce((sum, { width }) => sum + width, 0);
const type = { size: 10, weight: 400, width: 120 } as const;

it('loses no letter of any word, and no line is wider than it may be', () => {
  const word = fc.stringMatching(/^[a-zA-ZäßŁódžМоскваΑθήνα0-9.,-]{1,40}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const lines = typeface.lines(words.join(' '), type);
      expect(lines.map(textOf).join('').replaceAll(' ', '')).toBe(words.join(''));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(type.width + 1e-9);
    }),
  );
});

it('sets each alphabet in the font that has it', () => {
  const [line] = typeface.lines('Riga Łódź Москва Αθήνα', { ...type, width: 1_000 });
  expect(line?.map(({ font }) => font)).toContain('inter-cyrillic-400-normal');
  expect(line?.map(({ font }) => font)).toContain('inter-greek-400-normal');
  expect(textOf(line ?? [])).toBe('Riga Łódź Москва Αθήνα');
});

it('stands a question mark for a letter that no font has, instead of dropping it', () => {
  expect(typeface.lines('東京 1', type).map(textOf)).toEqual(['?? 1']);
});

it('keeps the line breaks of a text', () => {
  expect(typeface.lines('one\ntwo', type).map(textOf)).toEqual(['one', 'two']);
});
