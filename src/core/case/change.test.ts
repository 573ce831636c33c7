import { expect, it } from 'vitest';
import { type CaseFolder, MOST_ITEMS, MOST_NOTES } from '../model/case-folder.ts';
import { type CaseChange, changeCase } from './change.ts';

const ada = { name: 'Ada', verified: true };
const EMPTY: CaseFolder = {
  ...{ id: 'C-1', name: 'Night at the gate', scope: 'all', opened_at: 1, opened_by: 'Ada' },
  ...{ closed_at: null, closed_by: null, revision: 1, items: [], notes: [] },
};
let last = 0;
const change = (folder: CaseFolder, what: CaseChange) =>
  changeCase(folder, what, { at: 5, actor: ada, id: `I-${++last}` });
const done = (folder: CaseFolder, ...changes: readonly CaseChange[]): CaseFolder =>
  changes.reduce((before, each) => {
    const after = change(before, each);
    if ('refused' in after) throw new Error(after.refused);
    return after;
  }, folder);
const finding = (id: string): CaseChange => ({
  kind: 'add',
  item: { finding: id, title: `of ${id}`, bundle: null },
});
const bundle = (sha256: string): CaseChange => ({
  kind: 'add',
  item: {
    ...{ finding: 'F-1', title: 'theirs' },
    bundle: { file_name: 'a.vigil', sha256, fingerprint: 'f', redacted: false },
  },
});
const names = ({ items }: CaseFolder) => items.map((item) => item.bundle?.sha256 ?? item.finding);
const idOf = ({ items }: CaseFolder, index: number) => items[index]?.id ?? '';

it('holds findings and bundles in the order in which they came, with who and when, and counts its changes', () => {
  const folder = done(EMPTY, finding('F-1'), bundle('s'), finding('F-2'));
  expect(names(folder)).toEqual(['F-1', 's', 'F-2']);
  expect(folder.items[0]).toMatchObject({ added_at: 5, added_by: 'Ada' });
  expect(folder.revision).toBe(4);
});

it('takes nothing twice: a finding by its id, a bundle by its bytes', () => {
  const folder = done(EMPTY, finding('F-1'), bundle('s'), bundle('t'));
  expect(change(folder, finding('F-1'))).toEqual({ refused: 'It is in the case already.' });
  expect(change(folder, bundle('s'))).toEqual({ refused: 'It is in the case already.' });
});

it('moves what it holds by one place, and no further than its ends', () => {
  const folder = done(EMPTY, finding('F-1'), finding('F-2'), finding('F-3'));
  const move = (index: number, by: -1 | 1) =>
    names(done(folder, { kind: 'move', item: idOf(folder, index), by }));
  expect(move(2, -1)).toEqual(['F-1', 'F-3', 'F-2']);
  expect(move(0, 1)).toEqual(['F-2', 'F-1', 'F-3']);
  expect([move(0, -1), move(2, 1)]).toEqual([names(folder), names(folder)]);
  expect(change(folder, { kind: 'move', item: 'I-GONE', by: 1 })).toHaveProperty('refused');
});

it('keeps what was written about something that is taken out', () => {
  const one = done(EMPTY, finding('F-1'));
  const noted = done(one, { kind: 'note', text: 'Saw it myself.', item: idOf(one, 0) });
  expect(noted.notes).toEqual([
    { at: 5, by: 'Ada', verified: true, text: 'Saw it myself.', item: idOf(one, 0) },
  ]);
  const without = done(noted, { kind: 'remove', item: idOf(one, 0) });
  expect(without.items).toEqual([]);
  expect(without.notes).toMatchObject([{ text: 'Saw it myself.', item: null }]);
  expect(change(without, { kind: 'note', text: 'x', item: idOf(one, 0) })).toHaveProperty('refused');
  expect(change(without, { kind: 'remove', item: idOf(one, 0) })).toHaveProperty('refused');
});

it('is not changed once it is closed, until somebody reopens it', () => {
  const closed = done(EMPTY, { kind: 'close' });
  expect(closed).toMatchObject({ closed_at: 5, closed_by: 'Ada' });
  for (const what of [finding('F-1'), { kind: 'rename', name: 'x' }, { kind: 'close' }] as const)
    expect(change(closed, what)).toEqual({ refused: 'The case is closed. Reopen it to change it.' });
  expect(done(closed, { kind: 'reopen' }, { kind: 'rename', name: 'x' })).toMatchObject({
    ...{ closed_at: null, closed_by: null, name: 'x' },
  });
  expect(change(EMPTY, { kind: 'reopen' })).toEqual({ refused: 'The case is open.' });
});

it('takes no more than a case holds', () => {
  const full = done(EMPTY, ...Array.from({ length: MOST_ITEMS }, (_, index) => finding(`F-${index}`)));
  expect(change(full, finding('F-MORE'))).toEqual({ refused: 'A case holds at most 40 bundles.' });
  const note = { kind: 'note', text: 'x', item: null } as const;
  const written = done(EMPTY, ...Array.from({ length: MOST_NOTES }, () => note));
  expect(change(written, note)).toEqual({ refused: 'A case holds at most 200 notes.' });
});
