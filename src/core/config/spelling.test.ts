import { expect, it } from 'vitest';
import { closestWord, didYouMean } from './spelling.ts';

const FIELDS = ['timezone', 'location', 'geofence', 'end', 'at'];

it.each([
  ['timezon', 'timezone'],
  ['TimeZone', 'timezone'],
  ['loaction', 'location'],
  ['geofnce', 'geofence'],
  ['ends', 'end'],
  ['timetable', null],
  ['xy', null],
  ['', null],
])('takes %j for %j', (word, meant) => {
  expect(closestWord(word, FIELDS)).toBe(meant);
});

it('adds the word that was meant only to a text that has one', () => {
  expect(didYouMean('a field', 'timezon', FIELDS)).toBe('a field: did you mean timezone?');
  expect(didYouMean('a field', 'colour', FIELDS)).toBe('a field');
  expect(didYouMean('a field', 7, FIELDS)).toBe('a field');
});
