import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('writes rows with their header, quoted where a comma, a quote or a line break would tear them', () => {
  expect(
    csvOf(
      ['a', 'b'],
      [
        ['x, y', 'he said "no"'],
        ['two\nlines', null],
      ],
    ),
  ).toBe('a,b\r\n"x, y","he said ""no"""\r\n"two\nlines",\r\n');
});

it.each(['=1+1', '+49 170', '-2+3', '@SUM(A1)', '\tx', '\rx'])('lets %j be no formula', (text) => {
  expect(csvOf(['a'], [[text]])).toContain(`'${text}`);
});

it('leaves numbers as they are, below zero too', () => {
  expect(csvOf(['a', 'b'], [[-2.5, true]])).toBe('a,b\r\n-2.5,true\r\n');
});
