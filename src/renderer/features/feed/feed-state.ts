import type { Answer, Api, Fault } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { FeedFilter, Grouping, Row, Sort } from './feed-filter.ts';
import { EVERYTHING_OPEN } from './feed-filter.ts';
import type { Line, LiveRows } from './live-rows.ts';
import { NO_ROWS } from './live-rows.ts';
import type { Item, SiteGroups } from './site-groups.ts';
import { NO_GROUPS } from './site-groups.ts';

/** What the feed knows and where the operator is in it. */
export type FeedData = {
  readonly filter: FeedFilter;
  readonly sort: Sort;
  /** The rows, while they are not grouped by site. */
  readonly live: LiveRows;
  readonly groups: SiteGroups;
  /** How what is loaded is grouped: the old way until what was asked for has come. */
  readonly shown: Grouping;
  /** So much has changed at once that only a new list tells what belongs where. */
  readonly outdated: boolean;
  /** False until the first page of this filter has come. */
  readonly loaded: boolean;
  /** The filter of what is loaded: until that is the chosen one, an empty list says nothing. */
  readonly loadedFor: FeedFilter | null;
  readonly loadingMore: boolean;
  /** Everything that the filter lets through, as of the last page. */
  readonly total: number;
  readonly counts: Answer<'findings.counts'> | undefined;
  readonly types: readonly string[];
  /** How many open findings wait for somebody of each role. */
  readonly waitingFor: Answer<'findings.waiting'>;
  /** What maintenance holds back now. */
  readonly suppressed: Answer<'suppressed.list'> | undefined;
  readonly fault: Fault | undefined;
  /** The row that the keys act on. */
  readonly cursor: string | null;
  /** The header that the keys act on; then there is no row. */
  readonly head: string | null;
  readonly selected: ReadonlySet<string>;
  readonly unfolded: ReadonlyMap<string, readonly Row[]>;
};

export type FeedActions = {
  readonly load: (toTop?: boolean) => Promise<void>;
  readonly loadMore: () => Promise<void>;
  /** The next page of an unfolded site. */
  readonly loadMoreOf: (key: string) => Promise<void>;
  readonly narrow: (patch: Partial<FeedFilter>) => void;
  readonly sortBy: (sort: Sort) => void;
  /** Filter and order at once. */
  readonly show: (view: { readonly filter: FeedFilter; readonly sort: Sort }) => void;
  readonly showWaiting: () => void;
  /** Tells the index in `live.rows` of the last row on the screen. Not part of the state: nothing is drawn from it. */
  readonly see: (lastVisible: number) => void;
  readonly move: (delta: number) => void;
  readonly choose: (id: string | null) => void;
  readonly chooseHead: (key: string) => void;
  /** Shows a finding that the operator has just made, whether its row has come already or is still on its way. */
  readonly reveal: (id: string) => void;
  readonly toggleSelected: (id: string) => void;
  /** Selects what the cursor is on: its row, or all rows of its header that are here. */
  readonly selectCursor: () => void;
  /** Moves the cursor and selects everything on the way. */
  readonly extend: (delta: number) => void;
  /** Selects everything from the cursor to that row, and goes there. */
  readonly selectTo: (id: string) => void;
  readonly selectAll: () => void;
  readonly clearSelected: () => void;
  /** Takes findings out of the selection that have been dealt with. A cursor whose finding is done with goes to the next one. */
  readonly deselect: (ids: readonly string[]) => void;
  readonly toggleChildren: (id: string) => Promise<void>;
  readonly toggleGroup: (key: string) => Promise<void>;
  /** What a key acts on: the selected rows, else the one under the cursor, else those of its header that are here. */
  readonly targets: () => readonly string[];
  /** The findings on the lines of the list. */
  readonly lines: () => readonly Line[];
  /** All lines of the list, headers too. */
  readonly items: () => readonly Item[];
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type FeedState = FeedData & FeedActions;

export type FeedParts = {
  readonly api: Api;
  /** The engine's time. */
  readonly now: () => EpochMs;
  readonly after: (ms: number, run: () => void) => () => void;
};

export type Get = () => FeedState;
export type Put = (patch: Partial<FeedData>) => void;

export const EMPTY_FEED: FeedData = {
  filter: EVERYTHING_OPEN,
  sort: 'urgency',
  live: NO_ROWS,
  groups: NO_GROUPS,
  shown: EVERYTHING_OPEN.group,
  outdated: false,
  loaded: false,
  loadedFor: null,
  loadingMore: false,
  total: 0,
  counts: undefined,
  types: [],
  waitingFor: [],
  suppressed: undefined,
  fault: undefined,
  cursor: null,
  head: null,
  selected: new Set(),
  unfolded: new Map(),
};
