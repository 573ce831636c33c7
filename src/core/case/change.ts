import type { Actor } from '../model/actor.ts';
import { type CaseFolder, type CaseItem, MOST_ITEMS, MOST_NOTES } from '../model/case-folder.ts';
import type { EpochMs } from '../model/time.ts';

/** What somebody wants of a case. `add` brings an item without who and when. */
export type CaseChange =
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'add'; readonly item: Pick<CaseItem, 'finding' | 'title' | 'bundle'> }
  | { readonly kind: 'remove'; readonly item: string }
  | { readonly kind: 'move'; readonly item: string; readonly by: -1 | 1 }
  | { readonly kind: 'note'; readonly text: string; readonly item: string | null }
  | { readonly kind: 'close' }
  | { readonly kind: 'reopen' };

/** Who, when, and the id of what is added. */
export type ChangeFacts = { readonly at: EpochMs; readonly actor: Actor; readonly id: string };

/** One step in the life of a case; why not, in a sentence. */
export function changeCase(
  folder: CaseFolder,
  change: CaseChange,
  facts: ChangeFacts,
): CaseFolder | { readonly refused: string } {
  if (folder.closed_at !== null && change.kind !== 'reopen')
    return { refused: 'The case is closed. Reopen it to change it.' };
  const changed = changedBy(folder, change, facts);
  return 'refused' in changed ? changed : { ...folder, ...changed, revision: folder.revision + 1 };
}

function changedBy(
  { items, notes, closed_at }: CaseFolder,
  change: CaseChange,
  { at, actor, id }: ChangeFacts,
): Partial<CaseFolder> | { readonly refused: string } {
  const isThere = (item: string) => items.some((each) => each.id === item);
  switch (change.kind) {
    case 'rename':
      return { name: change.name };
    case 'add':
      if (items.some((each) => isSame(each, change.item))) return { refused: 'It is in the case already.' };
      if (items.length >= MOST_ITEMS) return { refused: `A case holds at most ${MOST_ITEMS} bundles.` };
      return { items: [...items, { ...change.item, id, added_at: at, added_by: actor.name }] };
    case 'remove':
      if (!isThere(change.item)) return GONE;
      // What was written about it stays: the case as a whole is what it is about then.
      return {
        items: items.filter((each) => each.id !== change.item),
        notes: notes.map((note) => (note.item === change.item ? { ...note, item: null } : note)),
      };
    case 'move':
      return isThere(change.item) ? { items: moved(items, change.item, change.by) } : GONE;
    case 'note':
      if (change.item !== null && !isThere(change.item)) return GONE;
      if (notes.length >= MOST_NOTES) return { refused: `A case holds at most ${MOST_NOTES} notes.` };
      return {
        notes: [
          ...notes,
          { at, by: actor.name, verified: actor.verified, text: change.text, item: change.item },
        ],
      };
    case 'close':
      return { closed_at: at, closed_by: actor.name };
    case 'reopen':
      return closed_at === null ? { refused: 'The case is open.' } : { closed_at: null, closed_by: null };
  }
}

const GONE = { refused: 'It is not in the case any more.' } as const;

const isSame = (a: Pick<CaseItem, 'finding' | 'bundle'>, b: Pick<CaseItem, 'finding' | 'bundle'>): boolean =>
  a.bundle === null || b.bundle === null
    ? a.bundle === b.bundle && a.finding === b.finding
    : a.bundle.sha256 === b.bundle.sha256;

/** One place up or down; at an end it stays. */
function moved(items: readonly CaseItem[], id: string, by: -1 | 1): readonly CaseItem[] {
  const from = items.findIndex((each) => each.id === id);
  const to = Math.min(items.length - 1, Math.max(0, from + by));
  const [a, b] = [items[from], items[to]];
  return a === undefined || b === undefined ? items : items.with(from, b).with(to, a);
}
