import type { KeyFigure, ReportStatus } from '../model/report.ts';
import { MINUTE } from '../model/time.ts';
import { durationText } from './times.ts';

/** An indicator as far as a report tells it. */
export type ScoredIndicator = {
  readonly name: string;
  readonly unit: 'minutes' | 'rate' | 'percent' | 'number';
  readonly value: number | null;
  /** 95 % interval of a share, in its unit; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly target: number | null;
  readonly sense: 'UNDER' | 'AT_MOST' | 'AT_LEAST' | 'OVER' | 'ABOUT' | null;
  readonly status: ReportStatus | null;
};

/** What a client is told, in this order, and how each is called. */
export const CLIENT_INDICATORS: Readonly<Record<string, string>> = {
  avg_detection_minutes: 'time to detect, mean',
  avg_acknowledge_minutes: 'time to acknowledge, mean',
  mttr_minutes: 'time to resolve, mean',
  sla_compliance_pct: 'answered within the SLA',
  tours_on_time_pct: 'tours on time',
  tasks_on_time_pct: 'tasks on time',
  lone_worker_under_5min_pct: 'lone workers: told within 5 min',
  false_positive_rate: 'false positives',
  alerts_per_site_day: 'alerts a site and day',
  dispatches_per_site_month: 'dispatches a site and month',
  settled_without_dispatch_pct: 'settled without a dispatch',
  stable_sites_pct: 'sites with stable baselines',
};

/** From here on hours say more. */
const LONG_MINUTES = 100;

/** `4.2 min`, `3 h 20`, `3.1 %`, `0.8`; a dash where there was nothing to count. */
export function valueText({ unit, value }: Pick<ScoredIndicator, 'unit' | 'value'>): string {
  if (value === null) return '–';
  if (unit === 'minutes')
    return value >= LONG_MINUTES ? durationText(value * MINUTE) : `${rounded(value)} min`;
  if (unit === 'number') return rounded(value);
  return `${rounded(unit === 'rate' ? value * 100 : value)} %`;
}

/** One digit behind the point, and none where it says nothing. */
const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const SENSE_WORDS = {
  UNDER: 'under',
  AT_MOST: 'at most',
  AT_LEAST: 'at least',
  OVER: 'over',
  ABOUT: 'about',
};

/** `target: under 15 min`; empty without one. */
export const targetText = ({ unit, target, sense }: ScoredIndicator): string =>
  target === null || sense === null
    ? ''
    : `target: ${SENSE_WORDS[sense]} ${valueText({ unit, value: target })}`;

/** Those that a client is told, each with its target. */
export const clientFigures = (indicators: readonly ScoredIndicator[]): readonly KeyFigure[] =>
  told(indicators).map((indicator) => ({
    label: CLIENT_INDICATORS[indicator.name] ?? indicator.name,
    value: valueText(indicator),
    beside: targetText(indicator) || null,
    status: indicator.status,
  }));

/** Those that a client is told, in their order. */
export const told = (indicators: readonly ScoredIndicator[]): readonly ScoredIndicator[] =>
  Object.keys(CLIENT_INDICATORS).flatMap((name) => indicators.find((each) => each.name === name) ?? []);

/** `SILENT_SITE` as people say it: `Silent site`. */
export function typeText(findingType: string): string {
  const words = findingType
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/\b(gps|sla)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
