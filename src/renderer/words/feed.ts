import type { FindingSeverity } from '#core/model/finding.ts';
import { counted, inWords, personName, SEVERITY_WORD } from './codes.ts';
import { LOCALE } from './measures.ts';

type State = 'open' | 'new' | 'cleared' | 'shelved' | 'suppressed' | 'resolved' | 'archived' | 'all';

/** What the feed says about itself. */
export const FEED = {
  name: 'Feed',
  findings: 'Findings',
  filter: 'Filter the feed',
  states: 'State',
  state: {
    open: 'Open',
    new: 'New',
    cleared: 'Cleared, unseen',
    shelved: 'Shelved',
    suppressed: 'Suppressed',
    resolved: 'Resolved',
    archived: 'Archive',
    all: 'All',
  } satisfies Record<State, string>,
  stateHint: {
    open: 'New and acknowledged',
    new: 'Nobody has acknowledged it',
    cleared: 'Over, and nobody has closed it',
    shelved: 'Put aside for a time: by whom, why and until when',
    suppressed: 'Held back by maintenance windows: why and until when',
    resolved: 'Closed',
    archived: 'Resolved three months ago or earlier, in a file of their own',
    all: 'Whatever its state, but for the archive',
  } satisfies Record<State, string>,
  mine: 'Mine',
  waits: (role: string) => `For ${role}`,
  waitsHint: (role: string) => `Handed over to ${role}: whoever acknowledges one first has it`,
  handOver: 'Hand over…',
  mineHint: 'Given to you, or acknowledged by you and given to nobody else',
  myDesk: 'My desk',
  myDeskHint: 'Sites of the desks that you hold, and what belongs to no site',
  noDesk: 'You hold no desk: take one with Shift H',
  mineUnknown: 'Say who you are first: the name at the top right',
  severity: 'Severity',
  onlySeverity: (severity: FindingSeverity) => `Only ${SEVERITY_WORD[severity].toLowerCase()}`,
  text: 'Any words  /',
  textName: 'Words in site, client, type or text',
  tenant: 'tenant',
  client: 'client',
  site: 'site',
  type: 'type',
  category: 'category',
  clear: 'Clear',
  clearHint: 'Everything open again',
  order: 'Order',
  sort: { urgency: 'most urgent first', newest: 'newest first', oldest: 'oldest first' },
  grouping: 'Grouping',
  group: { none: 'ungrouped', parent: 'by cause', site: 'by site' },
  report: 'Report',
  reportHint: 'What somebody saw or heard and no rule looks for',
  loading: 'Loading findings',
  loadingMore: 'loading more',
  failed: 'The findings could not be loaded.',
  kept: 'The rows are the last that were known.',
  everything: 'Show everything open',
  nothing: {
    open: 'No findings are open.',
    new: 'Nothing is new.',
    cleared: 'Nothing has cleared unseen.',
    shelved: 'Nothing is shelved.',
    suppressed: 'Maintenance holds nothing back now.',
    resolved: 'Nothing has been resolved yet.',
    archived: 'Nothing has been archived yet.',
    all: 'There are no findings yet.',
  } satisfies Record<State, string>,
  older: 'Findings that were resolved 90 days ago or earlier are in the archive.',
  olderThere: 'Search there',
  nothingFits: 'Nothing fits this filter.',
  stale: (at: string, age: string) => `Last update ${at} (${age} ago)`,
  staleWhy: 'The engine is not answering: the rows are the last that were known.',
  quietThen: (at: string) => `Nothing was there at ${at}. What came since is not known.`,
  elsewhere: 'Installation',
} as const;

/** The columns of the feed by their heads. */
export const COLUMN = {
  severity: 'severity',
  site: 'site',
  name: 'name',
  what: 'finding',
  flags: 'flags',
  state: 'state',
  owner: 'owner',
  since: 'since',
  age: 'age',
  sla: 'SLA',
} as const;

/** What waits above the list: `2 new, 1 gone`. */
export function waitingWords(waiting: number, gone: number, outdated: boolean): string {
  if (outdated) return 'Much has changed';
  const parts = [waiting > 0 && `${waiting} new`, gone > 0 && `${gone} gone`];
  return parts.filter(Boolean).join(', ');
}

/** The chip of what waits, with its key. */
export const waitingChip = (waiting: string): string => `▾ ${waiting} (n)`;

/** How many there are, and how many of them are here. */
export const shownWords = (loaded: number, total: number): string =>
  loaded >= total
    ? counted(total, 'finding')
    : `${loaded.toLocaleString(LOCALE)} of ${counted(total, 'finding')}`;

export const sitesWords = (sites: number, total: number): string =>
  `${counted(total, 'finding')} at ${counted(sites, 'site')}`;

type Narrowing = {
  readonly view: State;
  readonly severity: readonly FindingSeverity[];
  readonly tenant: string | null;
  readonly client: string | null;
  readonly site: string | null;
  readonly type: string | null;
  readonly category: string | null;
  readonly owner: string | null;
  readonly desks: readonly string[] | null;
  readonly text: string;
};

/** What the feed is narrowed to, at a glance: `open · high, critical · client RIVERBANK · “gate”`. */
export function filterWords(filter: Narrowing): string {
  const text = filter.text.trim();
  const severity = filter.severity.map((each) => SEVERITY_WORD[each].toLowerCase()).join(', ');
  const parts = [
    FEED.state[filter.view].toLowerCase(),
    severity,
    filter.tenant !== null && `tenant ${filter.tenant}`,
    filter.client !== null && `client ${filter.client}`,
    filter.site !== null && `site ${filter.site}`,
    filter.type !== null && inWords(filter.type),
    filter.category !== null && inWords(filter.category),
    filter.owner !== null && `of ${personName(filter.owner)}`,
    filter.desks !== null && `desk ${filter.desks.join(', ')}`,
    text !== '' && `“${text}”`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The marks of a row: a word, and what it means. */
export const FLAG = {
  escalated: { word: 'escalated', hint: 'Nobody acknowledged it in its time' },
  reopened: { word: 'again', hint: 'It had cleared and came back' },
  cleared: { word: 'cleared', hint: 'It is over, and nobody has closed it' },
  chattering: { word: 'chattering', hint: 'It comes and goes, and is not announced again' },
} as const;

/** A mark with the instant that it tells of. */
export const flagHint = (hint: string, at: string | null): string => (at === null ? hint : `${hint} (${at})`);
/** Who put it aside, why and until when. */
export function shelvedHint(until: string, by: string, reason: string): string {
  const person = by === '' ? '' : ` by ${by}`;
  return `Shelved until ${until}${person}${reason === '' ? '' : `: ${reason}`}`;
}
export const shelvedFlag = (until: string): string => `until ${until}`;
export const parentHint = (children: number, unfolded: boolean): string =>
  `${unfolded ? 'Fold' : 'Unfold'} ${counted(children, 'finding')} that it explains (→ ←)`;

/** The state of a finding, in the room of a few letters. */
export const ROW = {
  new: 'NEW',
  acknowledged: 'ACK',
  held: 'held',
  resolved: 'done',
  sending: '…',
  select: 'Select (x, or shift for a range)',
  nobody: '—',
  unshelve: 'Unshelve',
  unshelveHint: 'Bring it back to the feed now (s)',
  putAside: (by: string) => `put aside by ${by}`,
  until: (at: string, left: string) => `until ${at} (${left})`,
} as const;

/** The header of a site. */
export const GROUP = {
  loading: 'loading',
  nothingLeft: 'nothing left',
  loaded: (loaded: number, total: number) => `${loaded} of ${total} here`,
  toggle: (isOpen: boolean) => `${isOpen ? 'Fold' : 'Unfold'} (→ ←)`,
  unfoldFirst: (site: string) => `Unfold ${site} first (→): its findings are not here yet.`,
} as const;

/** What is done about those that are selected. */
export const BULK = {
  name: 'Selected findings',
  selected: (count: number) => `${counted(count, 'finding')} selected`,
  hidden: (count: number) => `${count} of them not shown`,
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  amend: 'Amend',
  shelve: 'Shelve',
  unshelve: 'Unshelve',
  assign: 'Give to',
  note: 'Note',
  clear: 'Clear',
} as const;

/** What maintenance holds back. */
export const SUPPRESSED = {
  list: 'Held back by maintenance',
  seen: (count: number) => `seen ${count}×`,
  until: (at: string, left: string) => `until ${at} (${left})`,
  failed: 'What is held back could not be loaded.',
  loading: 'Loading what is held back',
} as const;

/** Saved views. */
export const VIEWS_WORDS = {
  open: 'Views',
  hint: 'Choose a view of the feed, or keep this one under a name',
  title: 'Views of the feed',
  find: 'Find a view, or name this one',
  builtIn: 'built in',
  names: {
    open: 'Everything open',
    mine: 'Mine',
    grave: 'Critical and high',
    cleared: 'Cleared unseen',
  },
  savedBy: (person: string, day: string) => `${person}, ${day}`,
  unreadable: 'saved by another version of Vigil: cannot be shown here',
  none: 'No view of that name.',
  save: (name: string) => `Save what is shown as “${name}”`,
  replace: (name: string, person: string) => `Replace “${name}”, which ${person} saved`,
  reserved: (name: string) => `“${name}” is built in: choose another name`,
  nameIt: 'Type a name to save what is shown now.',
  remove: (name: string) => `Remove ${name}`,
  removeHint: 'Remove (Del)',
  removed: (name: string) => `“${name}” is removed.`,
  saved: (name: string) => `Saved as “${name}”.`,
  undo: 'Undo',
  failed: 'The views could not be loaded.',
} as const;
