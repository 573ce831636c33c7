import type { EpochMs } from '#core/model/time.ts';
import type { FeedFilter, Grouping, Row, Sort } from './feed-filter.ts';
import { compareRows, matches } from './feed-filter.ts';

/**
 * The rows of the feed. A row that is on the screen is renewed where it stands; one that would push others aside waits
 * until the operator asks, and one that no longer belongs stays, dimmed, until then.
 */
export type LiveRows = {
  readonly rows: readonly Row[];
  /** Rows that belong at or above what is on the screen. */
  readonly waiting: readonly Row[];
  /** Those of the rows that have changed since they came with a page: no other can have stopped to belong. */
  readonly renewed: ReadonlyMap<string, Row>;
  /** Where the next page starts; null when all is loaded. */
  readonly next: string | null;
};

export type Placement = {
  readonly filter: FeedFilter;
  readonly sort: Sort;
  readonly now: EpochMs;
  /** Index of the last row on the screen: what comes after it moves nothing. −1 while nothing is shown. */
  readonly lastVisible: number;
  /** The finding that the operator has just made: it waits for nobody. */
  readonly own?: string | null;
};

export const NO_ROWS: LiveRows = { rows: [], waiting: [], renewed: new Map(), next: null };

const newer = (known: Row, pushed: Row | undefined): Row =>
  pushed !== undefined && pushed.revision > known.revision ? pushed : known;

/** Rows as the grouping has them: in their order, or each beneath the one that has adopted it. */
const arranged = (rows: readonly Row[], grouping: Grouping): readonly Row[] =>
  grouping === 'none' ? rows : gathered(rows);

/** Rows in their order, but each that another one among them has adopted right beneath that one. */
function gathered(rows: readonly Row[]): readonly Row[] {
  if (rows.every((row) => row.parent_id === null)) return rows;
  const known = new Set(rows.map((row) => row.id));
  const roots = rows.filter((row) => row.parent_id === null || !known.has(row.parent_id));
  const rootIds = new Set(roots.map((row) => row.id));
  const isAdopted = (row: Row) => row.parent_id !== null && rootIds.has(row.parent_id);
  const children = Map.groupBy(rows.filter(isAdopted), (row) => row.parent_id);
  return rows.filter((row) => !isAdopted(row)).flatMap((row) => [row, ...(children.get(row.id) ?? [])]);
}

/** For each row whether it stands beneath the one that has adopted it. */
function beneath(rows: readonly Row[], grouping: Grouping): boolean[] {
  if (grouping === 'none') return rows.map(() => false);
  let above: string | null = null;
  return rows.map((row) => {
    const isChild = row.parent_id !== null && row.parent_id === above;
    if (!isChild) above = row.id;
    return isChild;
  });
}

/** The first page. */
export const firstPage = (
  page: readonly Row[],
  next: string | null,
  grouping: Grouping = 'parent',
): LiveRows => ({
  rows: arranged(page, grouping),
  waiting: [],
  renewed: new Map(),
  next,
});

/** Adds the next page; rows that came by push in the meantime are not doubled. */
export function appendPage(
  live: LiveRows,
  page: readonly Row[],
  next: string | null,
  grouping: Grouping = 'parent',
): LiveRows {
  const known = new Set([...live.rows, ...live.waiting].map((row) => row.id));
  const fresh = page.filter((row) => !known.has(row.id));
  return { ...live, rows: [...live.rows, ...arranged(fresh, grouping)], next };
}

/** Takes pushed rows in without moving anything that is on the screen. */
export function applyChanges(live: LiveRows, pushed: readonly Row[], placement: Placement): LiveRows {
  const changes = newestById(pushed);
  const known = new Set<string>();
  const renewed = new Map(live.renewed);
  const belongs = (row: Row) => matches(row, placement.filter, placement.now);
  const rows: Row[] = [];
  let index = -1; // counted by hand: with a hundred thousand rows a pair for each is felt
  for (const row of live.rows) {
    index += 1;
    const change = changes.get(row.id);
    if (change === undefined) {
      rows.push(row);
      continue;
    }
    const now = newer(row, change);
    known.add(row.id);
    if (now !== row) renewed.set(row.id, now);
    if (index <= placement.lastVisible || belongs(now)) rows.push(now);
    else renewed.delete(row.id);
  }
  const candidates = newestById([...live.waiting, ...changes.values()]);
  const incoming = [...candidates.values()].filter((row) => !known.has(row.id) && belongs(row));
  return place({ ...live, rows, waiting: [], renewed }, incoming, placement);
}

function newestById(rows: readonly Row[]): Map<string, Row> {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.id);
    newest.set(row.id, known === undefined ? row : newer(known, row));
  }
  return newest;
}

/** Where a new row belongs: beneath the one that has adopted it, else by the order of those that stand by themselves. */
function indexOf(row: Row, rows: readonly Row[], isChild: readonly boolean[], sort: Sort): number {
  const parent = row.parent_id === null ? -1 : rows.findIndex((other) => other.id === row.parent_id);
  if (parent !== -1 && !isChild[parent]) return parent + 1;
  const found = rows.findIndex((other, at) => !isChild[at] && compareRows(sort, row, other) < 0);
  return found === -1 ? rows.length : found;
}

/** Below the screen a new row goes straight to its place, and so does the operator's own; above, it waits; beyond the loaded pages it will come with its page. */
function place(live: LiveRows, incoming: readonly Row[], placement: Placement): LiveRows {
  if (incoming.length === 0) return live;
  const { filter, sort, lastVisible, own } = placement;
  const rows = [...live.rows];
  const isChild = beneath(rows, filter.group);
  const gathers = filter.group !== 'none';
  const waiting: Row[] = [];
  for (const row of [...incoming].sort((a, b) => compareRows(sort, a, b))) {
    const index = indexOf(gathers ? row : { ...row, parent_id: null }, rows, isChild, sort);
    if (index === rows.length && live.next !== null) continue;
    if (index <= lastVisible && row.id !== own) {
      waiting.push(row);
      continue;
    }
    rows.splice(index, 0, row);
    isChild.splice(index, 0, gathers && row.parent_id !== null && rows[index - 1]?.id === row.parent_id);
  }
  return { ...live, rows, waiting };
}

/** What the operator asked for: waiting rows in, departed rows out, everything in its order. */
export function settle(live: LiveRows, { filter, sort, now }: Placement): LiveRows {
  const rows = [...live.rows, ...live.waiting].filter((row) => matches(row, filter, now));
  const ordered = rows.sort((a, b) => compareRows(sort, a, b));
  return { ...live, rows: arranged(ordered, filter.group), waiting: [], renewed: new Map() };
}

/** Rows on the list that no longer belong there. */
export const departed = (live: LiveRows, filter: FeedFilter, now: EpochMs): number =>
  [...live.renewed.values()].reduce((count, row) => (matches(row, filter, now) ? count : count + 1), 0);

/** A finding on a line of the list. */
export type Line = {
  readonly row: Row;
  /** It stands beneath the finding that has adopted it. */
  readonly child: boolean;
  /** Index in the rows of the feed; for one that is there only because its parent was unfolded, the parent's. */
  readonly index: number;
  /** It is one of the feed's own rows. */
  readonly listed: boolean;
};

/**
 * The lines of rows that were renewed where they stand: only those lines are made anew. null when a row came, went or was
 * adopted, or when children are unfolded: then every line has to be looked at.
 */
export function renewedLines(
  lines: readonly Line[],
  before: readonly Row[],
  rows: readonly Row[],
): readonly Line[] | null {
  if (before.length !== rows.length || lines.length !== rows.length) return null;
  const renewed = [...lines];
  for (let index = 0; index < rows.length; index += 1) {
    const [was, row, line] = [before[index], rows[index], lines[index]];
    if (row === was) continue;
    if (row === undefined || was === undefined || line === undefined) return null;
    if (row.id !== was.id || row.parent_id !== was.parent_id) return null;
    renewed[index] = { ...line, row };
  }
  return renewed;
}

/** Rows with all the children of those that are unfolded beneath them, each once. */
export function linesOf(
  rows: readonly Row[],
  unfolded: ReadonlyMap<string, readonly Row[]>,
  grouping: Grouping = 'parent',
): readonly Line[] {
  if (grouping === 'none') return rows.map((row, index) => ({ row, child: false, index, listed: true }));
  const isChild = beneath(rows, grouping);
  const lines: Line[] = [];
  rows.forEach((row, index) => {
    const child = isChild[index] === true;
    if (child && row.parent_id !== null && unfolded.has(row.parent_id)) return;
    lines.push({ row, child, index, listed: true });
    for (const each of unfolded.get(row.id) ?? [])
      lines.push({ row: each, child: true, index, listed: false });
  });
  return lines;
}
