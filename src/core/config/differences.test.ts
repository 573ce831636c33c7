import { expect, it } from 'vitest';
import { fieldChanges } from './differences.ts';

it.each([
  ['nothing where only the order of fields differs', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['a scalar', { priority: 1 }, { priority: 2 }, [{ field: 'priority', old: '1', new: '2' }]],
  [
    'a field inside the audit block',
    { audit: { enabled: true } },
    { audit: {} },
    [{ field: 'audit.enabled', old: 'true', new: null }],
  ],
  [
    'a field of an entry by its code, wherever it stands',
    {
      people: [
        { code: 'A', name: 'a' },
        { code: 'B', name: 'b' },
      ],
    },
    {
      people: [
        { code: 'B', name: 'c' },
        { code: 'A', name: 'a' },
      ],
    },
    [{ field: 'people[B].name', old: 'b', new: 'c' }],
  ],
  [
    'an entry that came',
    { people: [] },
    { people: [{ code: 'A' }] },
    [{ field: 'people[A]', old: null, new: '{"code":"A"}' }],
  ],
  [
    'a plain list as a whole',
    { days: ['MON'] },
    { days: ['TUE'] },
    [{ field: 'days', old: '["MON"]', new: '["TUE"]' }],
  ],
  [
    'a value that changed its kind',
    { sensitivity: 'LOW' },
    { sensitivity: { a: 'LOW' } },
    [{ field: 'sensitivity', old: 'LOW', new: '{"a":"LOW"}' }],
  ],
])('tells %s', (_, before, after, changes) => {
  expect(fieldChanges(before, after)).toEqual(changes);
});

it('tells a list whose entries only changed places: the checkpoints of a tour are a route', () => {
  const [a, b] = [{ code: 'A' }, { code: 'B' }];
  expect(fieldChanges({ tours: [a, b] }, { tours: [b, a] })).toEqual([
    { field: 'tours', old: 'A, B', new: 'B, A' },
  ]);
});
