import type { Answer } from '#contract/index.ts';
import type { FeedView } from '#contract/views.ts';
import { WHOEVER_IS_HERE } from '#contract/views.ts';
import { VIEWS_WORDS } from '#renderer/words/feed.ts';
import type { FeedFilter, Sort } from './feed-filter.ts';
import { EVERYTHING_OPEN } from './feed-filter.ts';

export type Shown = { readonly filter: FeedFilter; readonly sort: Sort };
export type SavedView = Answer<'views.list'>[number];

/** What the feed shows as a view to keep; what is of the person at the desk stays of whoever sits there. */
export function viewOf({ filter, sort }: Shown, me: string | null): FeedView {
  const { view, owner, severity, desks, ...rest } = filter;
  return {
    version: 1,
    ...rest,
    state: view,
    severity: [...severity],
    desks: desks === null ? null : [...desks],
    owner: owner !== null && owner === me ? WHOEVER_IS_HERE : owner,
    sort,
  };
}

/** What a view shows to the person at the desk. */
export function shownBy(view: FeedView, me: string | null): Shown {
  const { version: _, state, owner, sort, ...rest } = view;
  // Nobody has said a name: what is theirs is nothing, not everything.
  const wanted = owner === WHOEVER_IS_HERE ? (me ?? '') : owner;
  return { filter: { ...rest, view: state, owner: wanted }, sort };
}

const plain = viewOf({ filter: EVERYTHING_OPEN, sort: 'urgency' }, null);
const { names } = VIEWS_WORDS;

/** Views that are always there, under the others' names. */
export const BUILT_IN: readonly { readonly name: string; readonly view: FeedView }[] = [
  { name: names.open, view: plain },
  { name: names.mine, view: { ...plain, owner: WHOEVER_IS_HERE } },
  { name: names.grave, view: { ...plain, severity: ['CRITICAL', 'HIGH'] } },
  { name: names.cleared, view: { ...plain, state: 'cleared' } },
];

/** An entry of the list of views. */
export type ViewEntry =
  | { readonly kind: 'built-in'; readonly name: string; readonly view: FeedView }
  | { readonly kind: 'saved'; readonly name: string; readonly view: FeedView; readonly saved: SavedView }
  | { readonly kind: 'unreadable'; readonly name: string; readonly saved: SavedView };

const entryOf = (saved: SavedView): ViewEntry =>
  saved.view === null
    ? { kind: 'unreadable', name: saved.name, saved }
    : { kind: 'saved', name: saved.name, view: saved.view, saved };

/** The built-in ones, then the saved ones, as far as every word of the text occurs in their name. */
export function entriesOf(saved: readonly SavedView[], text: string): readonly ViewEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const builtIn = BUILT_IN.map((each): ViewEntry => ({ kind: 'built-in', ...each }));
  return [...builtIn, ...saved.map(entryOf)].filter(({ name }) =>
    words.every((word) => name.toLowerCase().includes(word)),
  );
}

/** Name of the view that the feed shows just now; null when it shows none of them. */
export function nameOfShown(shown: Shown, saved: readonly SavedView[], me: string | null): string | null {
  const wanted = textOf(viewOf(shown, me));
  const found = [...saved, ...BUILT_IN].find(({ view }) => view !== null && textOf(view) === wanted);
  return found?.name ?? null;
}

/** The same for the same view, whoever wrote its fields in which order. */
const textOf = (view: FeedView): string =>
  JSON.stringify(
    Object.entries({ ...view, severity: [...view.severity].sort() }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
