import type { Store } from '#main/ports/store.ts';
import type { Mark, MarkEntry } from '../receiving/link.ts';

const nameOf = (list: string): string => `gates.marks.${list}`;

/** The entries of a list, the oldest first. */
export function readMarks({ state }: Pick<Store, 'state'>, list: string): readonly MarkEntry[] {
  const text = state.get(nameOf(list));
  // safe: only `writeMark` writes this value
  return text === null ? [] : (JSON.parse(text) as MarkEntry[]);
}

/** Inside a transaction: puts the entry behind the others, in the place of one with its id, and forgets the oldest. */
export function writeMark(store: Pick<Store, 'state'>, { list, entry, keep }: Mark): void {
  const others = readMarks(store, list).filter(({ id }) => id !== entry.id);
  store.state.set(nameOf(list), JSON.stringify([...others, entry].slice(-keep)));
}
