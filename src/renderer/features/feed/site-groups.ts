import type { Answer } from '#contract/index.ts';
import type { Row, Sort } from './feed-filter.ts';
import { matches } from './feed-filter.ts';
import type { Line, LiveRows, Placement } from './live-rows.ts';
import { applyChanges, departed, linesOf, settle } from './live-rows.ts';

/** What the header of a site says. */
export type Group = Answer<'findings.groups'>[number];

/**
 * The feed by site. Numbers of a header are renewed where it stands; a site that had nothing waits, and one that has
 * nothing left stays, until the operator asks.
 */
export type SiteGroups = {
  readonly list: readonly Group[];
  readonly waiting: readonly Group[];
  /** Rows of the unfolded sites by their key; null while they are being loaded. */
  readonly open: ReadonlyMap<string, LiveRows | null>;
  /** Findings that came since the operator last asked, at sites that are folded. */
  readonly fresh: ReadonlySet<string>;
};

export const NO_GROUPS: SiteGroups = { list: [], waiting: [], open: new Map(), fresh: new Set() };

/** Key of a site's group; findings of no site have one, too. */
export const keyOf = ({ site }: { readonly site: string | null }): string => site ?? '';

/** The order of the headers, the same as the reader's: as their first findings stand in the feed. */
export function compareGroups(sort: Sort, a: Group, b: Group): number {
  const byKey = keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;
  if (sort === 'oldest') return a.oldest_at - b.oldest_at || byKey;
  if (sort === 'newest') return b.newest_at - a.newest_at || byKey;
  return b.urgency - a.urgency || b.newest_at - a.newest_at || byKey;
}

const emptied = (group: Group): Group => ({
  ...group,
  total: 0,
  by_severity: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0 },
  worst_is_new: false,
  sla_due_at: null,
});

/** Takes in the numbers of some sites (`asked`, by key) without moving a header. A site that is not in the answer has nothing left. */
export function renewGroups(
  groups: SiteGroups,
  answer: readonly Group[],
  asked: ReadonlySet<string>,
): SiteGroups {
  const answered = new Map(answer.map((group) => [keyOf(group), group]));
  const known = new Set(groups.list.map(keyOf));
  const list = groups.list.map((group) =>
    asked.has(keyOf(group)) ? (answered.get(keyOf(group)) ?? emptied(group)) : group,
  );
  const others = groups.waiting.filter((group) => !asked.has(keyOf(group)));
  const waiting = [...others, ...answer.filter((group) => !known.has(keyOf(group)))];
  return list.length === 0 ? { ...groups, list: waiting, waiting: [] } : { ...groups, list, waiting };
}

/** Takes pushed rows into the sites that are unfolded, where they wait, and remembers the new ones of the others. */
export function takeRows(groups: SiteGroups, pushed: readonly Row[], placement: Placement): SiteGroups {
  const bySite = Map.groupBy(pushed, keyOf);
  const open = new Map(groups.open);
  for (const [key, rows] of bySite) {
    const live = open.get(key);
    // All of them count as seen: what comes waits, whatever the place.
    if (live) open.set(key, applyChanges(live, rows, { ...placement, lastVisible: live.rows.length }));
  }
  const fresh = new Set(groups.fresh);
  for (const row of pushed) {
    if (!matches(row, placement.filter, placement.now)) fresh.delete(row.id);
    else if (!open.has(keyOf(row)) && isNew(row)) fresh.add(row.id);
  }
  return { ...groups, open, fresh };
}

/** A row that the header's number did not hold before: just opened, or raised again. */
const isNew = ({ revision, status, reopened_at, detected_at }: Row): boolean =>
  status === 'NEW' && (revision === 1 || (reopened_at ?? 0) > detected_at);

/** What the operator asked for: waiting sites and rows in, empty ones out, everything in its order. */
export function settleGroups(groups: SiteGroups, placement: Placement): SiteGroups {
  const list = [...groups.list.filter(({ total }) => total > 0), ...groups.waiting].sort((a, b) =>
    compareGroups(placement.sort, a, b),
  );
  const left = new Set(list.map(keyOf));
  const open = [...groups.open]
    .filter(([key]) => left.has(key))
    .map(([key, live]) => [key, live === null ? null : settle(live, placement)] as const);
  return { list, waiting: [], open: new Map(open), fresh: new Set() };
}

/** Findings that wait until the operator asks. */
export const waitingIn = ({ open, fresh }: SiteGroups): number =>
  fresh.size + [...open.values()].reduce((sum, live) => sum + (live?.waiting.length ?? 0), 0);

/** Rows that no longer belong, and folded sites that have nothing left. */
export function departedIn({ list, open }: SiteGroups, { filter, now }: Placement): number {
  const rows = [...open.values()].reduce((sum, live) => sum + (live ? departed(live, filter, now) : 0), 0);
  return rows + list.filter((group) => group.total === 0 && !open.has(keyOf(group))).length;
}

/** The header of a site on a line of the list. */
export type Head = {
  readonly group: Group;
  readonly isOpen: boolean;
  /** Its rows that are here, as far as it is unfolded. */
  readonly loaded: number;
};
/** A line of the list. */
export type Item = Line | Head;
export const isHead = (item: Item): item is Head => 'group' in item;

/** Headers with the rows of those that are unfolded beneath them. */
export function itemsOf(
  { list, open }: SiteGroups,
  unfolded: ReadonlyMap<string, readonly Row[]>,
): readonly Item[] {
  return list.flatMap((group): readonly Item[] => {
    const live = open.get(keyOf(group));
    if (live === undefined) return [{ group, isOpen: false, loaded: 0 }];
    if (live === null) return [{ group, isOpen: true, loaded: 0 }];
    const head = { group, isOpen: true, loaded: live.rows.length };
    return [head, ...linesOf(live.rows, unfolded, 'site')];
  });
}
