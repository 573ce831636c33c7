import type { Diff } from './configuration-run.ts';

type Entry = Diff['entries'][number];
export type Change = Entry['change'];

/** One line of the list: a site with what becomes of it, or one of its fields. */
export type ChangeRow =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'field'; readonly code: string; readonly field: Entry['fields'][number] };

/** The gravest first. */
export const CHANGES: readonly Change[] = ['deactivated', 'changed', 'added', 'missing', 'unchanged'];

export const countOf = (entries: readonly Entry[], change: Change): number =>
  entries.filter((entry) => entry.change === change).length;

/** The lines of the entries that are asked for; of a search those whose code or field has the text. `change` null: all. */
export function changeRows(
  entries: readonly Entry[],
  change: Change | null,
  text: string,
): readonly ChangeRow[] {
  const wanted = text.trim().toLowerCase();
  const has = (value: string | null) => value?.toLowerCase().includes(wanted) ?? false;
  const order = new Map(CHANGES.map((each, index) => [each, index]));
  return entries
    .filter((entry) => change === null || entry.change === change)
    .filter(
      ({ code, fields }) =>
        has(code) || fields.some((each) => has(each.field) || has(each.old) || has(each.new)),
    )
    .toSorted((a, b) => (order.get(a.change) ?? 0) - (order.get(b.change) ?? 0))
    .flatMap((entry): readonly ChangeRow[] => [
      { kind: 'entry', entry },
      ...(entry.change === 'changed'
        ? entry.fields.map((field) => ({ kind: 'field' as const, code: entry.code, field }))
        : []),
    ]);
}
