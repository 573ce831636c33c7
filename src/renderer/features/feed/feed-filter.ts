import type { Answer, Input } from '#contract/index.ts';
import type { FEED_GROUPINGS } from '#contract/views.ts';
import { FEED_STATES } from '#contract/views.ts';
import type { FindingCategory, FindingSeverity } from '#core/model/finding.ts';
import { severityRank } from '#core/model/finding.ts';
import { isOwnedBy } from '#core/model/owner.ts';
import type { EpochMs } from '#core/model/time.ts';

export type Row = Answer<'findings.page'>['rows'][number];
export type Sort = 'urgency' | 'newest' | 'oldest';
export type FilterInput = NonNullable<Input<'findings.page'>['filter']>;

/** Which part of a finding's life the feed shows. */
export const VIEWS = FEED_STATES;
export type View = (typeof VIEWS)[number];
/** none: adopted findings are rows like all others; parent: beneath what explains them; site: beneath their site. */
export type Grouping = (typeof FEED_GROUPINGS)[number];

export type FeedFilter = {
  readonly view: View;
  /** None chosen means every severity. */
  readonly severity: readonly FindingSeverity[];
  readonly tenant: string | null;
  readonly client: string | null;
  readonly site: string | null;
  readonly type: string | null;
  readonly category: FindingCategory | null;
  /** An actor: `local:Ada`. */
  readonly owner: string | null;
  /** Codes of desks: their sites, and what belongs to no site. */
  readonly desks: readonly string[] | null;
  readonly text: string;
  readonly group: Grouping;
};

export const EVERYTHING_OPEN: FeedFilter = {
  view: 'open',
  severity: [],
  tenant: null,
  client: null,
  site: null,
  type: null,
  category: null,
  owner: null,
  desks: null,
  text: '',
  group: 'parent',
};

/** Whether anything but the part of the life is narrowed. */
export const isNarrowed = (filter: FeedFilter): boolean => JSON.stringify(narrowing(filter)) !== '{}';

/** Whether the feed shows everything that is open, so that an empty one means that all is quiet. */
export const isUnfiltered = (filter: FeedFilter): boolean => filter.view === 'open' && !isNarrowed(filter);

const VIEW_INPUT: Readonly<Record<View, FilterInput>> = {
  open: { status: ['NEW', 'ACKNOWLEDGED'], shelved: false },
  new: { status: ['NEW'], shelved: false },
  cleared: { status: ['NEW', 'ACKNOWLEDGED'], condition: 'CLEARED', shelved: false },
  shelved: { shelved: true },
  suppressed: {}, // no findings at all: what maintenance keeps from becoming one
  resolved: { status: ['RESOLVED'] },
  archived: { archived: true },
  all: {},
};

/** Adopted findings are folded under their parents, unless the filter asks for something that only they may be. */
export const folds = ({ group, type, category, owner, text, severity }: FeedFilter): boolean =>
  group !== 'none' &&
  type === null &&
  category === null &&
  owner === null &&
  text.trim() === '' &&
  severity.length === 0;

const PLACES = ['tenant', 'client', 'site', 'type', 'category', 'owner'] as const;

function narrowing(filter: FeedFilter): FilterInput {
  const { severity } = filter;
  const text = filter.text.trim();
  const chosen = PLACES.flatMap((field) => (filter[field] === null ? [] : [[field, filter[field]]]));
  return {
    ...(severity.length > 0 ? { severity: [...severity] } : {}),
    ...Object.fromEntries(chosen),
    ...(filter.desks === null ? {} : { desks: [...filter.desks] }),
    ...(text === '' ? {} : { text }),
  };
}

/** The filter as the contract takes it. */
export const pageInput = (filter: FeedFilter): FilterInput => ({
  ...VIEW_INPUT[filter.view],
  ...narrowing(filter),
  ...(folds(filter) ? { roots: true } : {}),
});

/** What narrows the feed, whatever part of the life it shows, with what parents have adopted. */
export const wholeFilter = (filter: FeedFilter): FilterInput => narrowing(filter);

/** The counts are over every part of the life: the view itself does not narrow them. */
export const countsInput = (filter: FeedFilter): FilterInput => ({
  ...narrowing(filter),
  ...(folds(filter) ? { roots: true } : {}),
});

export const isShelved = (row: Row, now: EpochMs): boolean =>
  row.shelved_until !== null && row.shelved_until > now;

function inView(row: Row, view: View, now: EpochMs): boolean {
  // What is pushed is in the database.
  if (view === 'suppressed' || view === 'archived') return false;
  const { status, condition, shelved } = VIEW_INPUT[view];
  if (status !== undefined && !status.includes(row.status)) return false;
  if (condition !== undefined && row.condition !== condition) return false;
  return shelved === undefined || isShelved(row, now) === shelved;
}

const ofType = (row: Row, type: string): boolean =>
  type.endsWith('*') ? row.finding_type.startsWith(type.slice(0, -1)) : row.finding_type === type;

function saysAll(row: Row, text: string): boolean {
  if (text === '') return true;
  const said = [row.site, row.site_name, row.client, row.finding_type, row.subject, row.title, row.message]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** Whether a pushed row belongs on the feed, by the same rules as the reader's pages. */
export function matches(row: Row, filter: FeedFilter, now: EpochMs): boolean {
  return (
    inView(row, filter.view, now) &&
    (filter.severity.length === 0 || filter.severity.includes(row.severity)) &&
    (filter.tenant === null || row.tenant === filter.tenant) &&
    (filter.client === null || row.client === filter.client) &&
    (filter.site === null || row.site === filter.site) &&
    (filter.type === null || ofType(row, filter.type)) &&
    (filter.category === null || row.category === filter.category) &&
    (filter.owner === null || isOwnedBy(row, filter.owner)) &&
    (filter.desks === null || row.site === null || filter.desks.includes(row.desk ?? '')) &&
    saysAll(row, filter.text.trim()) &&
    (row.parent_id === null || !folds(filter))
  );
}

/** How much a person is needed: new, acknowledged, the same but quiet (cleared, shelved, adopted), resolved; as the reader has it. */
function standing({ status, condition, shelved_until, parent_id }: Row): number {
  if (status === 'RESOLVED') return 0;
  const isQuiet = condition === 'CLEARED' || shelved_until !== null || parent_id !== null;
  if (status === 'ACKNOWLEDGED') return isQuiet ? 1 : 3;
  return isQuiet ? 2 : 4;
}

/** The order of the feed, the same as the reader's: negative when `a` stands above `b`. */
export function compareRows(sort: Sort, a: Row, b: Row): number {
  if (sort === 'oldest') return a.detected_at - b.detected_at || compareIds(a, b);
  const newest = b.detected_at - a.detected_at || compareIds(b, a);
  if (sort === 'newest') return newest;
  return standing(b) - standing(a) || severityRank(b.severity) - severityRank(a.severity) || newest;
}

const compareIds = (a: Row, b: Row): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
