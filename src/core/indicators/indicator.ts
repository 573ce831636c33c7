import type { IndicatorName, IndicatorStatus, IndicatorUnit, Sense } from '#core/model/indicator.ts';
import { proportion } from './proportion.ts';

type Definition = {
  readonly unit: IndicatorUnit;
  /** null: there is none, the number is compared with itself. */
  readonly target: { readonly value: number; readonly sense: Sense } | null;
  /** Of fewer nothing is said; a single case is enough where every case counts. */
  readonly fewest: number;
};

/** Of fewer times a mean is one person's night. */
const TIMES = 5;
/** Of fewer a share moves by a twentieth with every case. */
const CASES = 20;
/** Ten-minute periods of a day. */
const A_DAY = 144;

const defined = (unit: IndicatorUnit, target: Definition['target'], fewest: number): Definition => ({
  unit,
  target,
  fewest,
});
const under = (value: number) => ({ value, sense: 'UNDER' as const });
const atMost = (value: number) => ({ value, sense: 'AT_MOST' as const });
const about = (value: number) => ({ value, sense: 'ABOUT' as const });

/** Every indicator, with the target of the product. The load of a console has the bands of EEMUA 191 and ISA-18.2. */
export const INDICATORS: Readonly<Record<IndicatorName, Definition>> = {
  avg_detection_minutes: defined('minutes', under(15), TIMES),
  lone_worker_under_5min_pct: defined('percent', { value: 100, sense: 'AT_LEAST' }, 1),
  avg_acknowledge_minutes: defined('minutes', null, TIMES),
  mttr_minutes: defined('minutes', under(30), TIMES),
  false_positive_rate: defined('rate', under(0.05), CASES),
  review_agreement_pct: defined('percent', null, CASES),
  alerts_per_site_day: defined('number', under(10), 1),
  alerts_per_operator_hour: defined('number', under(6), 24),
  stable_sites_pct: defined('percent', { value: 80, sense: 'OVER' }, 1),
  sla_compliance_pct: defined('percent', null, CASES),
  tours_on_time_pct: defined('percent', null, CASES),
  tasks_on_time_pct: defined('percent', null, CASES),
  dispatches_per_site_month: defined('number', null, 1),
  settled_without_dispatch_pct: defined('percent', null, CASES),
  console_alerts_per_10min: defined('number', atMost(1), A_DAY),
  console_flood_pct: defined('percent', under(1), A_DAY),
  console_chattering: defined('number', atMost(0), 1),
  console_stale: defined('number', under(5), 1),
  console_top10_pct: defined('percent', atMost(5), 100),
  console_low_pct: defined('percent', about(80), CASES),
  console_high_pct: defined('percent', about(15), CASES),
  console_critical_pct: defined('percent', about(5), CASES),
};

/** How far a share may lie from what it should be about, in percentage points: half of it, and five at least. */
const nearEnough = (target: number): number => Math.min(10, Math.max(5, target / 2));

/** A number behind an indicator, by a name that the screen explains. */
export type Part = { readonly name: string; readonly value: number };

/** One indicator over a span. */
export type Indicator = {
  readonly name: IndicatorName;
  readonly unit: IndicatorUnit;
  /** null: nothing was there to count. */
  readonly value: number | null;
  /** Of a share: where the true one lies in 95 of 100 such samples, in the unit of the value. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many cases it was made of. */
  readonly n: number;
  readonly target: number | null;
  readonly sense: Sense | null;
  /** null: without a target. */
  readonly status: IndicatorStatus | null;
  /** What it was made of. */
  readonly parts: readonly Part[];
};

type Made = { readonly value: number | null; readonly n: number; readonly parts: readonly Part[] };

/** Puts a number beside its target. */
export function indicatorOf(
  name: IndicatorName,
  { value, n, parts }: Made,
  interval: { readonly low: number | null; readonly high: number | null } = { low: null, high: null },
): Indicator {
  const { unit, target, fewest } = INDICATORS[name];
  const status =
    target === null ? null : value === null || n < fewest ? 'too few data' : verdictOf(value, target);
  return {
    ...{ name, unit, value, ...interval, n },
    ...{ target: target?.value ?? null, sense: target?.sense ?? null, status, parts },
  };
}

function verdictOf(value: number, target: NonNullable<Definition['target']>): IndicatorStatus {
  return meets(value, target) ? 'on target' : 'off';
}

function meets(value: number, { value: target, sense }: NonNullable<Definition['target']>): boolean {
  switch (sense) {
    case 'UNDER':
      return value < target;
    case 'AT_MOST':
      return value <= target;
    case 'AT_LEAST':
      return value >= target;
    case 'OVER':
      return value > target;
    case 'ABOUT':
      return Math.abs(value - target) <= nearEnough(target);
  }
}

/** The mean of `n` values with this sum; times of ms are told in minutes. */
export const meanIndicator = (
  name: IndicatorName,
  sum: number,
  n: number,
  parts: readonly Part[],
): Indicator => indicatorOf(name, { value: n === 0 ? null : sum / n, n, parts });

/** How many of `n` something is true of, with its interval; as a rate of 1 or in percent. */
export function shareIndicator(
  name: IndicatorName,
  count: number,
  n: number,
  parts: readonly Part[],
): Indicator {
  const { share, low, high } = proportion(count, n);
  const scale = INDICATORS[name].unit === 'rate' ? 1 : 100;
  const scaled = (value: number | null) => (value === null ? null : scale * value);
  return indicatorOf(name, { value: scaled(share), n, parts }, { low: scaled(low), high: scaled(high) });
}
