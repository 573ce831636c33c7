import { expect, it } from 'vitest';
import { fixOf } from './fix.ts';

it('says what to write: what the reader of the file says, else the word that was meant, else what was expected', () => {
  expect(fixOf({ expected: 'a number', fix: 'Take the quotes away.' })).toBe('Take the quotes away.');
  expect(fixOf({ expected: 'a known field: did you mean sensitivity?' })).toBe('Write sensitivity.');
  expect(fixOf({ expected: 'a column Punkt: is it Punkte?', fix: null })).toBe('Write Punkte.');
  expect(fixOf({ expected: 'a whole number from 5 to 60' })).toBe('Write a whole number from 5 to 60.');
});
