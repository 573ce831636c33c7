import type { CheckupItem } from '../model/checkup.ts';
import { type EpochMs, MINUTE } from '../model/time.ts';
import { figure, figures, left, right, table } from '../report/blocks.ts';
import {
  clientFigures,
  type ScoredIndicator,
  targetText,
  typeText,
  valueText,
} from '../report/indicator-words.ts';
import { dayAndTime, durationText } from '../report/times.ts';

export type JobFacts = {
  readonly job: string;
  readonly last_at: EpochMs | null;
  /** '' when nothing was wrong; null: it never ran. */
  readonly problems: string | null;
};
export type CellFacts = {
  readonly site: string;
  readonly metric: string;
  readonly hour_of_week: number;
  readonly mean: number;
  readonly p50: number;
  readonly std_dev: number;
};
export type RoundFacts = {
  readonly cadence: string;
  readonly rounds: number;
  readonly p95_ms: number | null;
  readonly max_late_ms: number | null;
  readonly failures: number;
};
export type InstallationFacts = {
  readonly timezone: string;
  readonly jobs: readonly JobFacts[];
  readonly backup: { readonly taken_at: EpochMs } | null;
  /** Verified ones. */
  readonly backups: number;
  readonly days_until_full: number | null;
  readonly cells: readonly CellFacts[];
  /** Of the last day. */
  readonly rounds: readonly RoundFacts[];
  readonly failing_rules: readonly { readonly rule: string; readonly failures: number }[];
  readonly silent_sources: readonly string[];
  readonly indicators: readonly ScoredIndicator[];
};

const MOST = 50;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HOURS_A_DAY = 24;
const hourText = (hour: number): string =>
  `${WEEKDAYS[Math.floor(hour / HOURS_A_DAY)]} ${String(hour % HOURS_A_DAY).padStart(2, '0')}:00`;
const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** What is looked at of the installation every month. */
export const installationItems = (facts: InstallationFacts): readonly CheckupItem[] => [
  {
    name: 'archive',
    title: 'Archive and backups',
    question: 'Did everything that looks after the data run, and is a verified backup at hand?',
    blocks: [
      figures([
        figure(
          'verified backups',
          facts.backups,
          facts.backup === null ? 'none' : `newest ${dayAndTime(facts.backup.taken_at, facts.timezone)}`,
        ),
        figure(
          'days until the disk is full',
          facts.days_until_full === null ? '–' : Math.floor(facts.days_until_full),
        ),
      ]),
      table(
        facts.jobs,
        [
          left('Job', 25, ({ job }) => typeText(job.replaceAll('-', '_'))),
          left('Last', 25, ({ last_at }) =>
            last_at === null ? 'never' : dayAndTime(last_at, facts.timezone),
          ),
          left('Problems', 50, ({ problems }) => (problems === null ? '–' : problems || 'none')),
        ],
        { empty: 'No job is set up.', most: MOST },
      ),
    ],
  },
  {
    name: 'outliers',
    title: 'Odd baselines',
    question: 'Was something odd learned that must be learned anew, or left out?',
    blocks: [
      table(
        facts.cells,
        [
          left('Site', 20, ({ site }) => site),
          left('Metric', 30, ({ metric }) => typeText(metric)),
          left('Hour', 14, ({ hour_of_week }) => hourText(hour_of_week)),
          right('Mean', 12, ({ mean }) => rounded(mean)),
          right('Median', 12, ({ p50 }) => rounded(p50)),
          right('Spread', 12, ({ std_dev }) => rounded(std_dev)),
        ],
        { empty: 'No cell looks odd.', most: MOST },
      ),
    ],
  },
  {
    name: 'engine',
    title: 'The engine',
    question: 'Does every round come in time and without failures, and is every source heard?',
    blocks: [
      table(
        facts.rounds,
        [
          left('Rounds of the last day', 30, ({ cadence }) => typeText(cadence)),
          right('Rounds', 15, ({ rounds }) => String(rounds)),
          right('95 in 100 within', 20, ({ p95_ms }) => (p95_ms === null ? '–' : `${Math.round(p95_ms)} ms`)),
          right('Latest', 20, ({ max_late_ms }) => lateText(max_late_ms)),
          right('Failures', 15, ({ failures }) => String(failures)),
        ],
        { empty: 'There was no round.', most: MOST },
      ),
      table(
        facts.failing_rules,
        [
          left('Rule that failed', 70, ({ rule }) => typeText(rule)),
          right('Failures', 30, ({ failures }) => String(failures)),
        ],
        { empty: 'No rule failed.', most: MOST },
      ),
      table(facts.silent_sources, [left('Silent source', 100, (code) => code)], {
        empty: 'No source is silent.',
        most: MOST,
      }),
    ],
  },
  {
    name: 'load',
    title: 'Load of alerts',
    question: 'Can the room answer what comes?',
    blocks: [
      figures(clientFigures(facts.indicators)),
      table(
        facts.indicators.filter(({ name }) => Object.hasOwn(LOAD, name)),
        [
          left('Load', 50, ({ name }) => LOAD[name] ?? name),
          right('In 30 days', 15, valueText),
          left('Target', 20, (indicator) => targetText(indicator).replace('target: ', '') || '–'),
          left('Standing', 15, ({ status }) => status ?? '–'),
        ],
        { empty: 'Nothing was counted.', most: MOST },
      ),
    ],
  },
];

const lateText = (ms: number | null): string => {
  if (ms === null) return '–';
  return ms < MINUTE ? `${Math.round(ms / 1_000)} s` : durationText(ms);
};

/** What a console is asked to take in. */
const LOAD: Readonly<Record<string, string>> = {
  alerts_per_operator_hour: 'Alerts an operator and hour',
  console_alerts_per_10min: 'Alerts in 10 min',
  console_flood_pct: 'Time in flood',
  console_chattering: 'Chattering findings',
  console_stale: 'Stale alarms',
  console_top10_pct: 'Ten most frequent alarms',
};
