import type { IndicatorName, IndicatorStatus, Sense } from '#core/model/indicator.ts';
import { counted } from './codes.ts';

type About = {
  readonly title: string;
  /** How it is computed. */
  readonly how: string;
};

const ABOUT: Readonly<Record<IndicatorName, About>> = {
  avg_detection_minutes: {
    title: 'Detection',
    how: 'From when the rule would have been true to the finding, on average. What a person reported is left out; what was delivered late is counted apart.',
  },
  lone_worker_under_5min_pct: {
    title: 'Lone workers in under 5 min',
    how: 'Overdue lone workers that were found in less than five minutes, of all whose data came in time. One miss is a miss.',
  },
  avg_acknowledge_minutes: {
    title: 'Time to acknowledge',
    how: 'From the finding to its first acknowledgement, on average. What nobody acknowledged is not in it.',
  },
  mttr_minutes: {
    title: 'Time to resolve',
    how: 'From the finding to its resolution, on average. What is still open is not in it.',
  },
  false_positive_rate: {
    title: 'False positives',
    how: 'Of what people judged true, benign or false, by the last disposition. Undetermined ones are told beside it.',
  },
  review_agreement_pct: {
    title: 'Dispositions that hold',
    how: 'Of the findings that a supervisor looked at again in the weekly sample, those that are what they had been called.',
  },
  alerts_per_site_day: {
    title: 'Alerts per site and day',
    how: 'Alerts, by the days for which sites were audited, each from its first audit on.',
  },
  alerts_per_operator_hour: {
    title: 'Alerts per operator and hour',
    how: 'Alerts, by consoles (the desks, or one where there are none) and hours since the first audit.',
  },
  stable_sites_pct: {
    title: 'Stable baselines',
    how: 'Sites of which 80 % of the cells are stable now, of those that were audited for thirty days. Before there are any, of all, without a verdict.',
  },
  sla_compliance_pct: {
    title: 'Answered within the SLA',
    how: 'Findings that somebody acknowledged or resolved in the time of their runbook. Not counted: symptoms under a parent, and what was over by itself before.',
  },
  tours_on_time_pct: {
    title: 'Tours on time',
    how: 'Mandatory tours whose time was over, completed by start, duration and grace, or accounted for by the desk as walked by then.',
  },
  tasks_on_time_pct: {
    title: 'Tasks on time',
    how: 'Tasks that fell due, completed by then. What was cancelled before is none.',
  },
  dispatches_per_site_month: {
    title: 'Dispatches per site and month',
    how: 'People who were sent and not called off, by sites and months of thirty days.',
  },
  settled_without_dispatch_pct: {
    title: 'Settled without a dispatch',
    how: 'Resolved findings that stood for themselves and for which nobody was sent.',
  },
  console_alerts_per_10min: {
    title: 'Alerts in 10 min',
    how: 'Alerts of one console in ten minutes, on average. One is good, two are the most that EEMUA 191 calls manageable.',
  },
  console_flood_pct: {
    title: 'Time in flood',
    how: 'Periods of ten minutes with more than ten alerts for each console (ISA-18.2).',
  },
  console_chattering: {
    title: 'Chattering',
    how: 'Findings that came and went so often that their notices were held back.',
  },
  console_stale: {
    title: 'Stale alarms',
    how: 'Alarms that had been standing for longer than a day at the end of the span.',
  },
  console_top10_pct: {
    title: 'Ten most frequent alarms',
    how: 'Their share of all alerts. A type of finding at a site is one alarm.',
  },
  console_low_pct: { title: 'Alerts LOW and MEDIUM', how: 'Their share of all alerts.' },
  console_high_pct: { title: 'Alerts HIGH', how: 'Their share of all alerts.' },
  console_critical_pct: { title: 'Alerts CRITICAL', how: 'Their share of all alerts.' },
};

const PARTS: Readonly<Record<string, string>> = {
  counted: 'counted',
  delivered_late: 'delivered late',
  late_minutes: 'of these on average, min',
  under_5min: 'under 5 min',
  overdue: 'overdue',
  acknowledged: 'acknowledged',
  findings: 'findings',
  resolved: 'resolved',
  unresolved: 'still open',
  true_positive: 'true positive',
  benign: 'benign',
  false_positive: 'false positive',
  undetermined: 'undetermined',
  agreed: 'hold',
  amended_then: 'amended',
  alerts: 'alerts',
  site_days: 'site days',
  operator_hours: 'operator hours',
  stable: 'stable',
  sites: 'sites',
  learning: 'still learning',
  in_time: 'in time',
  too_late: 'too late',
  on_time: 'on time',
  due: 'due',
  sent: 'sent',
  site_months: 'site months',
  without: 'without',
  settled: 'settled',
  consoles: 'consoles',
  busiest: 'most in 10 min',
  floods: 'in flood',
  periods: 'periods',
  top10: 'of the ten',
  of_severity: 'of these',
};

const SENSES: Readonly<Record<Sense, (target: string) => string>> = {
  UNDER: (target) => `under ${target}`,
  AT_MOST: (target) => `at most ${target}`,
  AT_LEAST: (target) => `at least ${target}`,
  OVER: (target) => `over ${target}`,
  ABOUT: (target) => `about ${target}`,
};

/** The parts of the screen. */
export const indicatorTabWords = {
  list: 'Parts of the indicators',
  table: 'Indicators',
  review: 'Weekly review',
  offenders: 'Bad actors',
} as const;

/** The alarms that ask most of the desk, and what would make them fit. */
export const offenderWords = {
  title: 'Bad actors',
  loading: 'The alarms are being added up',
  failed: 'The alarms could not be added up.',
  none: 'Nothing of the kind in this span.',
  order: 'The worst by',
  orders: {
    ALERTS: 'alerts',
    CHATTERING: 'chattering',
    STALE: 'standing for over a day',
    FALSE: 'false positives, by the least that is likely',
  },
  hint: 'A type of finding at a site about one subject. A change is proposed from three false positives on, and only where nothing judged true would be lost.',
  heads: ['Alarm', 'Alerts', 'Findings', 'Chattering', 'Over a day', 'False', 'Proposal'],
  notJudged: 'not judged',
  share: (share: string, low: string, high: string) => `${share} % (${low}–${high})`,
  nothing: 'none',
  try: 'Try it',
  tryOf: (alarm: string) => `Try it: ${alarm}`,
  change: ({ change: { field, value } }: Proposed) =>
    `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  claim: ({ how, spared, of_false, kept, of_true, later_minutes, unknown }: Proposed) =>
    [
      spared === null
        ? `What it spares of ${counted(of_false, 'false positive')} only a trial can tell.`
        : `Spares ${spared} of ${counted(of_false, 'false positive')}.`,
      how === 'RULE_OFF' ? 'Never right at this site.' : '',
      of_true === 0
        ? ''
        : kept === null
          ? `Whether it keeps ${counted(of_true, 'true positive')} only a trial can tell.`
          : `Keeps ${kept} of ${counted(of_true, 'true positive')}.`,
      later_minutes > 0 ? `They are told ${later_minutes} min later.` : '',
      spared !== null && unknown > 0
        ? `Of ${unknown} nobody knows: they were resolved while they were still true.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
} as const;
type Proposed = {
  readonly how: string;
  readonly change: { readonly field: string; readonly value: unknown };
  readonly spared: number | null;
  readonly of_false: number;
  readonly kept: number | null;
  readonly of_true: number;
  readonly later_minutes: number;
  readonly unknown: number;
};

/** The weekly sample of what was resolved. */
export const reviewWords = {
  title: 'Weekly review',
  loading: 'The sample is being drawn',
  failed: 'The sample could not be drawn.',
  week: 'Week',
  weekOf: (monday: string, reviewed: number, sample: number) =>
    `week of ${monday} · ${sample === 0 ? 'nothing resolved' : `${reviewed} of ${sample} seen`}`,
  progress: (seen: number, mine: number, closed: number) =>
    `${seen} of ${mine} looked at again, of ${counted(closed, 'finding')} resolved in this week: one in twenty, drawn by chance within each disposition and type.`,
  more: 'There are more: they follow once these were looked at. The order is by chance, so those that were looked at are a sample, too.',
  none: 'Nothing of yours is in the sample of this week.',
  all: 'All of them were looked at again.',
  open: 'Open the finding',
  detected: 'Detected',
  resolvedBy: 'Resolved by',
  judged: 'Judged as',
  note: 'What was written',
  nobody: '–',
  agree: 'It holds',
  agreeHint: 'It was what it was called',
  instead: 'Or it was',
  choose: 'Choose…',
  reason: 'How do you know? It is kept in the audit trail.',
  amend: 'Amend',
  done: (who: string, agreed: boolean) => (agreed ? `${who}: it holds.` : `${who} has amended it.`),
  sample: 'The sample of this week',
  heads: ['Finding', 'Judged as', 'Resolved by', 'Looked at again'],
  state: (agreed: boolean | null) => (agreed === null ? 'not yet' : agreed ? 'holds' : 'amended'),
} as const;

/** The findings that an indicator was made of. */
export const behindWords = {
  see: 'See the findings',
  title: (indicator: string) => `Findings behind “${indicator}”`,
  back: 'Back to the indicators',
  disposition: 'Judged as',
  any: 'however judged',
  heads: ['Finding', 'Detected', 'Judged as', 'What to do'],
  open: 'not yet',
  amend: 'Amend',
  amendOf: (finding: string) => `Amend ${finding}`,
  none: 'There are none.',
  more: 'More',
  loading: 'Loading the findings',
  failed: 'The findings could not be loaded.',
} as const;

/** How well the room does. */
export const indicatorWords = {
  title: 'Indicators',
  loading: 'The indicators are being added up',
  failed: 'The indicators could not be added up.',
  kept: 'Below is what was there before.',
  table: 'Indicators with their targets',
  page: 'Values, targets and trends',
  heads: ['Indicator', 'Value', 'Cases', 'Target', 'Status', 'First 30 days', 'Trend'],
  span: 'Span',
  spans: { 1: 'the last 24 h', 7: 'the last 7 days', 30: 'the last 30 days', 90: 'the last 90 days' },
  fromTo: 'from … to …',
  first: 'From the beginning of',
  last: 'To the end of',
  zone: 'In the time of',
  zoneName: (zone: string, isOwn: boolean) => (isOwn ? `${zone} (here)` : zone),
  allOf: (beginning: string) => `All of ${beginning}`,
  part: 'Of what',
  parts: {
    ALL: 'everything',
    TENANT: 'a tenant',
    CLIENT: 'a client',
    SITE: 'a site',
    CONSOLE: 'a console',
    OPERATOR: 'a person',
    RULE: 'a type of finding',
  },
  names: {
    ALL: '',
    TENANT: 'tenant',
    CLIENT: 'client',
    SITE: 'site',
    CONSOLE: 'desk',
    OPERATOR: 'person',
    RULE: 'type, or TOUR_*',
  },
  show: 'Show',
  again: 'Count again',
  about: (name: IndicatorName) => ABOUT[name],
  part_of: (name: string, value: string) => `${value} ${PARTS[name] ?? name}`,
  status: {
    'on target': 'on target',
    off: 'off',
    'too few data': 'too few data',
  } satisfies Readonly<Record<IndicatorStatus, string>>,
  marks: { 'on target': '●', off: '▲', 'too few data': '○' } satisfies Readonly<
    Record<IndicatorStatus, string>
  >,
  target: (sense: Sense, target: string) => SENSES[sense](target),
  none: '–',
  how: 'How it is computed',
  percent: (value: string) => `${value} %`,
  minutes: (value: string) => `${value} min`,
  between: (low: string, high: string) => `95 of 100 such samples: ${low} to ${high}`,
  trend: (days: number, first: string, last: string, most: string) =>
    `${counted(days, 'day')}: first ${first}, last ${last}, most ${most}`,
  /** In 80 of 100 days. */
  ahead: (past: string, value: string, low: string, high: string) =>
    `${past}. Expected for the next day: ${value}, and with 80 % certainty ${low} to ${high}`,
  counted:
    'From {from} to {to}, the last audit at most. A finding counts on the day on which it was detected.',
} as const;
