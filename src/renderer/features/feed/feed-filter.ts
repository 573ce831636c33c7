import type { Answer, Input } from '#contract/index.ts';
import type { FindingSeverity } from '#core/model/finding.ts';
import { severityRank } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';

export type Row = Answer<'findings.page'>['rows'][number];
export type Sort = 'urgency' | 'newest' | 'oldest';
export type FilterInput = NonNullable<Input<'findings.page'>['filter']>;

/** Which part of a finding's life the feed shows. */
export const VIEWS = ['open', 'new', 'cleared', 'shelved', 'resolved', 'all'] as const;
export type View = (typeof VIEWS)[number];

export type FeedFilter = {
  readonly view: View;
  /** None chosen means every severity. */
  readonly severity: readonly FindingSeverity[];
  readonly client: string | null;
  readonly site: string | null;
  readonly type: string | null;
  readonly text: string;
};

export const EVERYTHING_OPEN: FeedFilter = {
  view: 'open',
  severity: [],
  client: null,
  site: null,
  type: null,
  text: '',
};

/** Whether the feed shows everything that is open, so that an empty one means that all is quiet. */
export const isUnfiltered = (filter: FeedFilter): boolean =>
  filter.view === 'open' && JSON.stringify(narrowing(filter)) === '{}';

const VIEW_INPUT: Readonly<Record<View, FilterInput>> = {
  open: { status: ['NEW', 'ACKNOWLEDGED'], shelved: false },
  new: { status: ['NEW'], shelved: false },
  cleared: { status: ['NEW', 'ACKNOWLEDGED'], condition: 'CLEARED', shelved: false },
  shelved: { shelved: true },
  resolved: { status: ['RESOLVED'] },
  all: {},
};

/** Adopted findings are folded under their parents, unless the filter asks for something that only they may be. */
export const folds = (filter: FeedFilter): boolean =>
  filter.type === null && filter.text.trim() === '' && filter.severity.length === 0;

const narrowing = ({ severity, client, site, type, text }: FeedFilter): FilterInput => ({
  ...(severity.length > 0 ? { severity: [...severity] } : {}),
  ...(client === null ? {} : { client }),
  ...(site === null ? {} : { site }),
  ...(type === null ? {} : { type }),
  ...(text.trim() === '' ? {} : { text: text.trim() }),
});

/** The filter as the contract takes it. */
export const pageInput = (filter: FeedFilter): FilterInput => ({
  ...VIEW_INPUT[filter.view],
  ...narrowing(filter),
  ...(folds(filter) ? { roots: true } : {}),
});

/** The counts are over every part of the life: the view itself does not narrow them. */
export const countsInput = (filter: FeedFilter): FilterInput => ({
  ...narrowing(filter),
  ...(folds(filter) ? { roots: true } : {}),
});

export const isShelved = (row: Row, now: EpochMs): boolean =>
  row.shelved_until !== null && row.shelved_until > now;

function inView(row: Row, view: View, now: EpochMs): boolean {
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
    (filter.client === null || row.client === filter.client) &&
    (filter.site === null || row.site === filter.site) &&
    (filter.type === null || ofType(row, filter.type)) &&
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
