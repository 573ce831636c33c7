import { MINUTE } from '#core/model/time.ts';
import type { Indicator } from './indicator.ts';
import { meanIndicator, shareIndicator } from './indicator.ts';

/** Findings of a span added up. Times in ms; whole numbers, so that sums of sums are the same in any order. */
export type FindingSums = {
  readonly findings: number;
  /** Found by audits and timers on data that came in time. */
  readonly detected: number;
  readonly detected_ms: number;
  /** Found late because their data came late. */
  readonly late: number;
  readonly late_ms: number;
  readonly acknowledged: number;
  readonly acknowledged_ms: number;
  readonly resolved: number;
  readonly resolved_ms: number;
  readonly true_positive: number;
  readonly benign: number;
  readonly false_positive: number;
  readonly undetermined: number;
  /** Lone workers who were overdue, on data that came in time. */
  readonly alone: number;
  readonly alone_soon: number;
  /** Answered, or still unanswered when the time of their runbook was over. */
  readonly sla: number;
  readonly sla_met: number;
  readonly chattering: number;
  /** Resolved and under no parent. */
  readonly settled: number;
};

const FIELDS = {
  findings: 0,
  detected: 0,
  detected_ms: 0,
  late: 0,
  late_ms: 0,
  acknowledged: 0,
  acknowledged_ms: 0,
  resolved: 0,
  resolved_ms: 0,
  true_positive: 0,
  benign: 0,
  false_positive: 0,
  undetermined: 0,
  alone: 0,
  alone_soon: 0,
  sla: 0,
  sla_met: 0,
  chattering: 0,
  settled: 0,
} as const satisfies FindingSums;

/** Sums of no findings. */
export const NO_FINDINGS: FindingSums = FIELDS;
// Safe: the keys of the object are its names.
export const SUM_NAMES = Object.keys(FIELDS) as readonly (keyof FindingSums)[];

export const addSums = (a: FindingSums, b: FindingSums): FindingSums =>
  // Safe: every field is added to its own.
  Object.fromEntries(SUM_NAMES.map((name) => [name, a[name] + b[name]])) as FindingSums;

/** How soon what is wrong was found, and whether a lone worker was missed. */
export const detectionIndicators = (sums: FindingSums): readonly Indicator[] => [
  meanIndicator('avg_detection_minutes', sums.detected_ms / MINUTE, sums.detected, [
    { name: 'counted', value: sums.detected },
    { name: 'delivered_late', value: sums.late },
    ...(sums.late === 0 ? [] : [{ name: 'late_minutes', value: sums.late_ms / MINUTE / sums.late }]),
  ]),
  shareIndicator('lone_worker_under_5min_pct', sums.alone_soon, sums.alone, [
    { name: 'under_5min', value: sums.alone_soon },
    { name: 'overdue', value: sums.alone },
  ]),
];

/** What people did about it, and what they judged. */
export const workIndicators = (sums: FindingSums): readonly Indicator[] => {
  const judged = sums.true_positive + sums.benign + sums.false_positive;
  return [
    meanIndicator('avg_acknowledge_minutes', sums.acknowledged_ms / MINUTE, sums.acknowledged, [
      { name: 'acknowledged', value: sums.acknowledged },
      { name: 'findings', value: sums.findings },
    ]),
    meanIndicator('mttr_minutes', sums.resolved_ms / MINUTE, sums.resolved, [
      { name: 'resolved', value: sums.resolved },
      { name: 'unresolved', value: sums.findings - sums.resolved },
    ]),
    shareIndicator('false_positive_rate', sums.false_positive, judged, [
      { name: 'true_positive', value: sums.true_positive },
      { name: 'benign', value: sums.benign },
      { name: 'false_positive', value: sums.false_positive },
      { name: 'undetermined', value: sums.undetermined },
    ]),
  ];
};

/** Findings that were answered inside the time of their runbook. */
export const slaIndicator = (sums: FindingSums): Indicator =>
  shareIndicator('sla_compliance_pct', sums.sla_met, sums.sla, [
    { name: 'in_time', value: sums.sla_met },
    { name: 'too_late', value: sums.sla - sums.sla_met },
  ]);

/** Of the findings that were looked at again in the weekly sample, those that are what they had been called. */
export const reviewIndicator = ({ n, agreed }: { readonly n: number; readonly agreed: number }): Indicator =>
  shareIndicator('review_agreement_pct', agreed, n, [
    { name: 'agreed', value: agreed },
    { name: 'amended_then', value: n - agreed },
  ]);
