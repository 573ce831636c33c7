import { expect, it } from 'vitest';
import { hoursOf } from './hours.ts';

it('reads hours in any order, each once', () => {
  expect(hoursOf('22, 6,14, 06:00')).toEqual([6, 14, 22]);
  expect(hoursOf(' ')).toEqual([]);
});
it.each(['24', '6:30', 'six', '-1', '6;14'])('reads no hour from %s', (text) => {
  expect(hoursOf(text)).toBeNull();
});
