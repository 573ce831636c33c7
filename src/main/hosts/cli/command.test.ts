import { expect, it } from 'vitest';
import { problemLines } from './command.ts';

const problem = { file: 'a.csv', place: 'line 2', line: 2, field: 'lon', found: '300', expected: 'less' };

it.each([
  ['the field behind the line of a row', problem, 'a.csv: line 2: lon: found 300, expected less'],
  [
    'no field twice where a path ends with it',
    { ...problem, file: 'a.yaml', place: 'sites[0].lon', line: 7 },
    'a.yaml: line 7: sites[0].lon: found 300, expected less',
  ],
  ['no field where there is none', { ...problem, field: null }, 'a.csv: line 2: found 300, expected less'],
])('tells %s', (_, told, line) => {
  expect(problemLines([told])).toEqual([line]);
});
