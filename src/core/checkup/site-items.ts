import type { AuditConfig } from '../model/audit-config.ts';
import type { CheckupItem } from '../model/checkup.ts';
import { type Runbook, runbookFor } from '../model/runbook.ts';
import type { EpochMs } from '../model/time.ts';
import { counted, figure, figures, left, right, table } from '../report/blocks.ts';
import { clientFigures, type ScoredIndicator, typeText } from '../report/indicator-words.ts';
import { dayAndTime } from '../report/times.ts';

/** How often a type of finding came, and how often in the week before. */
export type TypeCount = { readonly type: string; readonly now: number; readonly before: number };
export type MetricFacts = {
  readonly metric: string;
  readonly stable_cells: number;
  readonly total_cells: number;
  readonly days: number;
  readonly not_judged: string | null;
};
export type WindowFacts = {
  readonly place: string;
  readonly reason: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
};
export type SiteFacts = {
  /** Of the site. */
  readonly timezone: string;
  readonly types: readonly TypeCount[];
  readonly indicators: readonly ScoredIndicator[];
  readonly metrics: readonly MetricFacts[];
  /** Cells whose numbers say that something odd was learned. */
  readonly outliers: number;
  readonly audit: AuditConfig;
  readonly runbooks: readonly Runbook[];
  /** Of the coming week. */
  readonly windows: readonly WindowFacts[];
  /** Breaches that windows held back in the week. */
  readonly held_back: number;
};

const MOST = 100;
/** One is chance; two came back. */
const RECURS = 2;

/** What is looked at of a site every week. */
export const siteItems = (facts: SiteFacts): readonly CheckupItem[] => [
  {
    name: 'recurring',
    title: 'Findings that came back',
    question: 'Does any of these need another threshold, another runbook, or a word with the client?',
    blocks: [
      table(
        facts.types.filter(({ now }) => now >= RECURS),
        [
          left('Type', 60, ({ type }) => typeText(type)),
          right('This week', 20, ({ now }) => String(now)),
          right('The week before', 20, ({ before }) => String(before)),
        ],
        { empty: 'Nothing came more than once this week.', most: MOST },
      ),
    ],
  },
  {
    name: 'statistics',
    title: 'How the week went',
    question: 'Is anything slower or noisier than it should be?',
    blocks: [
      figures([
        figure(
          'findings',
          facts.types.reduce((sum, { now }) => sum + now, 0),
          'this week',
        ),
        ...clientFigures(facts.indicators),
      ]),
    ],
  },
  {
    name: 'stability',
    title: 'Baselines',
    question: 'Are they stable, and is what was learned what is usual there?',
    blocks: [
      figures([figure('odd cells', facts.outliers, 'that look as if something odd was learned')]),
      table(
        facts.metrics,
        [
          left('Metric', 40, ({ metric }) => typeText(metric)),
          right('Stable cells', 20, ({ stable_cells, total_cells }) => `${stable_cells} of ${total_cells}`),
          right('Days learned', 15, ({ days }) => String(Math.round(days))),
          left('Why it is not judged', 25, ({ not_judged }) => not_judged ?? '–'),
        ],
        { empty: 'There is no metric.', most: MOST },
      ),
    ],
  },
  {
    name: 'thresholds',
    title: 'Settings',
    question: 'Do they still fit the site?',
    blocks: [
      table(
        settingsOf(facts.audit),
        [
          left('Setting', 50, ([name]) => name),
          left('Holds', 25, ([, value]) => value),
          left('Set at', 25, ([, , at]) => at),
        ],
        { empty: 'There are none.', most: MOST },
      ),
    ],
  },
  {
    name: 'runbooks',
    title: 'Runbooks',
    question: 'Does every type that came have one that helps?',
    blocks: [
      table(
        facts.types
          .filter(({ now }) => now > 0)
          .map(({ type }) => ({ type, runbook: runbookFor(type, facts.runbooks) })),
        [
          left('Type', 40, ({ type }) => typeText(type)),
          left('Runbook', 40, ({ runbook }) =>
            runbook === null ? 'none' : `${runbook.title}, version ${runbook.version}`,
          ),
          right('To be answered in', 20, ({ runbook }) =>
            runbook === null ? '–' : `${runbook.escalation_sla_minutes} min`,
          ),
        ],
        { empty: 'Nothing was found this week.', most: MOST },
      ),
    ],
  },
  {
    name: 'windows',
    title: 'Maintenance',
    question: 'Are these windows still needed, and is one missing?',
    blocks: [
      figures([
        figure('held back', facts.held_back, `${counted(facts.held_back, 'breach', 'breaches')} this week`),
      ]),
      table(
        facts.windows,
        [
          left('From', 25, ({ start }) => dayAndTime(start, facts.timezone)),
          left('To', 25, ({ end }) => dayAndTime(end, facts.timezone)),
          left('Set at', 20, ({ place }) => place),
          left('Reason', 30, ({ reason }) => reason),
        ],
        { empty: 'None in the coming week.', most: MOST },
      ),
    ],
  },
];

type Setting = readonly [name: string, value: string, set_at: string];

function settingsOf(audit: AuditConfig): readonly Setting[] {
  const scopeOf = (name: string) => (audit.scopes[name] ?? 'DEFAULT').toLowerCase();
  const yesNo = (value: boolean) => (value ? 'on' : 'off');
  const sensitivity = Object.entries(audit.sensitivity).map(([metric, value]): Setting => {
    const isAll = metric === 'default';
    const name = isAll ? 'Sensitivity' : `Sensitivity of ${typeText(metric).toLowerCase()}`;
    return [name, value, scopeOf(isAll ? 'sensitivity' : `sensitivity.${metric}`)];
  });
  const thresholds = Object.entries(audit.signal_thresholds).map(
    ([signal, { min_count, window_minutes }]): Setting => [
      `${typeText(signal)} at least`,
      `${min_count} in ${window_minutes} min`,
      scopeOf(`signal_thresholds.${signal}`),
    ],
  );
  return [
    ['Alerts', yesNo(audit.alert_on_finding), scopeOf('alert_on_finding')],
    ['Alerts from', audit.alert_severity_threshold, scopeOf('alert_severity_threshold')],
    ['Anomaly detection', yesNo(audit.anomaly_detection), scopeOf('anomaly_detection')],
    ...sensitivity,
    ...thresholds,
    ['Rules off', audit.disabled_rules.map(typeText).join(', ') || 'none', scopeOf('disabled_rules')],
  ];
}
