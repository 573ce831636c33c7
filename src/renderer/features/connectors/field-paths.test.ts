import { expect, it } from 'vitest';
import { readPaths, writePaths } from './field-paths.ts';

it('reads fields and their paths, a plain payload and constants', () => {
  expect(readPaths('value=data.reading, ts = at,metric==noise')).toEqual({
    value: 'data.reading',
    ts: 'at',
    metric: '=noise',
  });
  expect(readPaths('value=')).toEqual({ value: '' });
  expect(readPaths('nonsense, =x')).toEqual({});
});

it('writes what it reads', () => {
  const fields = { value: '', ts: 'a.b', metric: '=noise' };
  expect(readPaths(writePaths(fields))).toEqual(fields);
});
