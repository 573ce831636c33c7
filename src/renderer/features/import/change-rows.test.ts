import { expect, it } from 'vitest';
import { changeRows } from './change-rows.ts';

const entry = (change: 'added' | 'changed' | 'unchanged' | 'missing', code: string, field?: string) => ({
  ...{ change, scope: 'SITE' as const, code },
  fields: field === undefined ? [] : [{ field, old: '3', new: '1' }],
});
const ENTRIES = [
  entry('unchanged', 'S-1'),
  entry('added', 'S-2', 'name'),
  entry('changed', 'S-3', 'priority'),
  entry('missing', 'S-4'),
];
const codes = (...asked: [Parameters<typeof changeRows>[1], string]) =>
  changeRows(ENTRIES, ...asked).map((row) => (row.kind === 'entry' ? row.entry.code : row.field.field));

it('lists the gravest first, and the fields of what changes below it', () => {
  expect(codes(null, '')).toEqual(['S-3', 'priority', 'S-2', 'S-4', 'S-1']);
});

it('shows of one kind what is asked for, and of a search what has the text in its code or a field', () => {
  expect(codes('missing', '')).toEqual(['S-4']);
  expect(codes(null, 'prior')).toEqual(['S-3', 'priority']);
  expect(codes(null, ' s-2 ')).toEqual(['S-2']);
  expect(codes('added', 'priority')).toEqual([]);
});
