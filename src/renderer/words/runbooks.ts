import type { RunbookComparisonDto, RunbookEffectDto } from '#contract/runbooks.ts';
import { counted, DISPOSITION_WORD } from './codes.ts';
import { LOCALE, spanWords } from './measures.ts';

/** The screen of the runbooks. */
export const runbookScreenWords = {
  title: 'Runbooks',
  shelf: 'All runbooks',
  opened: 'The runbook',
  loading: 'the runbooks',
  failed: 'The runbooks could not be loaded.',
  kept: 'What is shown is from before.',
  none: 'There are no runbooks.',
  noneHow: 'Import some: Vigil ships one for every type of finding.',
  retired: 'retired',
  comparing: 'compared',
  retiredSince:
    'Retired since {at} by {who}: {why}. No new finding is opened with it; those that were keep it.',
  gaps: (types: readonly string[]) =>
    `Without a runbook: ${types.join(', ')}. Whoever gets such a finding is not told what to do.`,
  standing: {
    reason: 'Why (for the trail)',
    first: 'One version',
    second: 'The other',
    compareHint: 'Gives new findings two versions by turns and tells which does better',
    retireHint: 'No new finding is opened with it any more',
    looking: 'Looking which findings would have no runbook…',
    leftWithout: (types: readonly string[]) =>
      types.length === 0
        ? 'Every finding that it was there for has another runbook.'
        : `Without a runbook then: ${types.join(', ')}.`,
    compare: {
      button: 'Compare versions…',
      title: (type: string) => `Compare two versions of ${type}?`,
      means:
        'From now on a new finding gets one or the other, half of them each, and keeps it. End it when you know enough: then they get the newest version again.',
      verb: 'Compare',
    },
    end: {
      button: 'End comparison…',
      title: (type: string) => `End the comparison of ${type}?`,
      means:
        'New findings get the newest version again; open ones keep theirs. Where the older one is better, write it again as a new version.',
      verb: 'End',
    },
    retire: {
      button: 'Retire…',
      title: (type: string) => `Retire ${type}?`,
      means: 'No new finding is opened with it. Open ones keep it, and it can be brought back.',
      verb: 'Retire',
    },
    bringBack: {
      button: 'Bring back…',
      title: (type: string) => `Bring ${type} back?`,
      means: 'New findings are opened with its newest version again.',
      verb: 'Bring back',
    },
  },
  version: (version: number) => `version ${version}`,
  titled: (title: string) => title,
  edit: 'Edit',
  begin: 'New…',
  beginHint: 'A runbook for a type of finding that has none of its own, beginning as the one that is shown',
  review: 'Review and save…',
  discard: 'Discard',
  problems: (count: number) => `${counted(count, 'problem')}: nothing can be saved yet.`,
  problem: (found: string, expected: string) => `${found} was written, ${expected} is expected.`,
  nothingChanged: 'Nothing differs from what is stored.',
  saved: (version: number) =>
    `Version ${version} was saved. New findings follow it; open ones keep the version that they were opened with.`,
  loadAgain: 'Load again',
  nothing: 'nothing',
  minutes: (minutes: number) => spanWords.minutes(minutes),
  asksNote: 'asks for a note',
  facts: {
    category: 'Category',
    severity: 'Severity',
    sla: 'Passed on after',
    role: 'Passed on to',
    evidence: 'Evidence asked for',
    actions: 'Actions',
    automatic: 'Without a person',
  },
  automatic: (enabled: boolean, lowRisk: boolean) =>
    enabled ? (lowRisk ? 'wanted, low risk' : 'wanted') : 'no',
  newFor: (type: string) => `A first runbook for ${type}`,
  newVersion: (type: string, version: number) => `${type}, version ${version}`,
  fields: {
    finding_type: 'Finding type',
    title: 'Title',
    category: 'Category',
    severity: 'Severity',
    description: 'What it is about',
    evidence_required: 'Evidence asked for',
    steps: 'Steps',
    escalation_sla_minutes: 'Passed on after (min)',
    escalate_to_role: 'Passed on to (role)',
    auto_actions: 'Actions',
    auto_action_enabled: 'Actions may go out without a person, where an administrator allows it',
    low_risk: 'Low risk',
  },
  commas: 'names with commas between them',
  step: (place: number) => `Step ${place}`,
  stepMinutes: (place: number) => `Expected minutes of step ${place}`,
  stepNote: (place: number) => `Step ${place} asks for a note`,
  minutesHint: 'min',
  note: 'note',
  up: 'Up',
  down: 'Down',
  remove: 'Remove',
  moveUp: (place: number) => `Move step ${place} up`,
  moveDown: (place: number) => `Move step ${place} down`,
  removeOf: (place: number) => `Remove step ${place}`,
  addStep: 'Add a step',
  versions: {
    title: 'Versions',
    loading: 'its versions',
    first: 'the first',
    head: { version: 'Version', when: 'Since', who: 'Who', changes: 'What changed' },
  },
} as const;

/** The dialog that begins a runbook. */
export const beginWords = {
  title: 'A new runbook',
  means: (from: string) =>
    `It begins as ${from} and is yours to change. Findings of its type follow it as soon as it is saved.`,
  type: 'Finding type, or a prefix ending in *',
  example: 'ANOMALY_DOOR_OPENS_*',
  taken: (type: string) => `${type} has one: edit that.`,
  verb: 'Begin',
} as const;

/** The dialog that saves a version. */
export const saveWords = {
  title: 'Save a new version?',
  means: 'New findings follow it. Open findings keep the version that they were opened with.',
  reason: 'Why (for the trail)',
  verb: 'Save',
} as const;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
/** Minutes, short of an hour with one decimal below ten. */
function time(minutes: number): string {
  if (minutes < 10) return `${minutes.toLocaleString(LOCALE, { maximumFractionDigits: 1 })} min`;
  if (minutes < 120) return spanWords.minutes(Math.round(minutes));
  return spanWords.hours(Math.floor(minutes / 60), String(Math.round(minutes) % 60).padStart(2, '0'));
}

type Compared = NonNullable<RunbookEffectDto['compared']>;

/** How the versions of a runbook did. */
export const effectWords = {
  title: 'How it did',
  loading: 'how it did',
  spanLabel: 'How far back',
  days: (days: number) => `last ${counted(days, 'day')}`,
  byVersion: 'By version',
  bySteps: 'By step',
  head: {
    version: 'Version',
    used: 'Used',
    acknowledge: 'To acknowledge',
    resolve: 'To resolve',
    escalated: 'Passed on',
    reopened: 'Raised again',
    success: 'Success',
    judged: 'Judged',
  },
  stepHead: { step: 'Step', ticked: 'Done', took: 'Took', expected: 'Expected' },
  stepNamed: (place: number, text: string) => `${place}. ${text}`,
  stepsOf: (version: number) => `Steps of version ${version}`,
  noFigure: '–',
  percent,
  time,
  span: (low: string, high: string) => `${low} to ${high}`,
  range: (low: string, high: string, n: number) =>
    `From ${counted(n, 'finding')}. The true figure lies between ${low} and ${high} in 95 of 100 such samples.`,
  few: (n: number) => `From ${counted(n, 'finding')}: too few for a range.`,
  judged: (dispositions: RunbookEffectDto['dispositions']) => {
    const some = Object.entries(dispositions).filter(([, count]) => count > 0);
    if (some.length === 0) return '–';
    return some.map(([disposition, count]) => `${count} ${shortOf(disposition)}`).join(', ');
  },
  single: 'It is the first version: there is nothing to hold it against.',
  verdict: ({ verdict, difference, low, high }: Compared, version: number): string => {
    const points = (share: number | null) => Math.round((share ?? 0) * 100);
    const range = `${points(difference)} points, between ${points(low)} and ${points(high)}`;
    const told: Readonly<Record<Compared['verdict'], string>> = {
      TOO_FEW: `Too few were resolved to hold version ${version} against the one before (30 of each are needed).`,
      NO_DIFFERENCE: `Version ${version} and the one before: no difference in success that chance does not explain (${range}).`,
      HIGHER: `Version ${version} succeeds more often than the one before: ${range}.`,
      LOWER: `Version ${version} succeeds less often than the one before: ${range}.`,
    };
    return told[verdict];
  },
  how: 'Counted are findings that stood for themselves. Times are medians since detection; a step counts from the one ticked before it. Success: resolved within the time after which it is passed on, and not raised again within 24 h. Small figures are the 95 % range.',
  cut: 'There are more findings than were counted: the newest 20,000 were.',
} as const;

/** Two versions that are compared at the same time. */
export const comparisonWords = {
  title: 'Compared at the same time',
  runs: 'runs',
  over: 'over',
  of: (first: number, second: number) => `Versions ${first} and ${second}`,
  head: { version: 'Version', used: 'Used', judged: 'Judged', success: 'Success' },
  begun: 'Begun {at} by {who}: {why}.',
  ended: 'Ended {at} by {who}: {why}.',
  waiting: (newest: number) => `Version ${newest} is followed when the comparison has ended.`,
  verdict: ({ verdict, first, second, fewest }: RunbookComparisonDto): string => {
    const needs = [first, second].filter(({ needed }) => needed > 0);
    const each = needs.map(({ needed, version }) => `${needed} more of version ${version}`).join(' and ');
    const told: Readonly<Record<RunbookComparisonDto['verdict'], string>> = {
      TOO_FEW: `No winner yet: too few. ${fewest} of each must be judged, ${each} to go.`,
      NO_WINNER: `No winner: the ranges of versions ${first.version} and ${second.version} overlap, so that chance may be all of the difference.`,
      FIRST: `Version ${first.version} succeeds more often than version ${second.version}.`,
      SECOND: `Version ${second.version} succeeds more often than version ${first.version}.`,
    };
    return told[verdict];
  },
  how: 'Which version a finding gets is decided by its id. Judged are findings that came so long ago that the time of either version is over; what is open beyond its own is no success. A winner is named only where the 95 % ranges do not overlap.',
} as const;

const shortOf = (disposition: string): string =>
  (DISPOSITION_WORD[disposition as keyof typeof DISPOSITION_WORD] ?? disposition)
    .split(':')[0]
    ?.toLowerCase() ?? '';
