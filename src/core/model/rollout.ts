import type { Sensitivity } from './audit-config.ts';
import type { FindingSeverity } from './finding.ts';
import type { EpochMs } from './time.ts';

/** How an installation is taken into use, in this order. Anomalies come in two steps. */
export const ROLLOUT_PHASES = [
  'PILOT',
  'LEARNING',
  'EXPAND',
  'ANOMALIES_LOW',
  'ANOMALIES_MEDIUM',
  'FULL',
] as const;
export type RolloutPhase = (typeof ROLLOUT_PHASES)[number];

/** What a phase sets at the sites of its group; null: it stays as it is. */
export type RolloutValues = {
  readonly enabled: boolean | null;
  /** With it the sites alert at all. */
  readonly alert_severity_threshold: FindingSeverity | null;
  /** Sites of this priority and more urgent ones get their heartbeat. */
  readonly heartbeat_priority: number | null;
  readonly anomaly_detection: boolean | null;
  /** Of every metric. */
  readonly sensitivity: Sensitivity | null;
  /** Actions of low-risk runbooks go by themselves, where the guard-rails let them. */
  readonly actions: boolean;
};

/** What no phase sets before the one that is there for it. */
export const SET_FROM = [
  ['anomaly_detection', 'ANOMALIES_LOW'],
  ['actions', 'FULL'],
] as const satisfies readonly (readonly [keyof RolloutValues, RolloutPhase])[];

/** What must be so before the next phase, each with its numbers. */
export const GATE_CHECKS = ['false_positives', 'anomaly_false_positives', 'stable_sites', 'days'] as const;
export type GateCheckName = (typeof GATE_CHECKS)[number];
export const GATE_STATUSES = ['met', 'not met', 'too few data'] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/** One of them as it stands. */
export type GateCheck = {
  readonly name: GateCheckName;
  /** A share in percent, or a number of days. null: nothing was there to count. */
  readonly value: number | null;
  /** Of a share: where the true one lies in 95 of 100 such samples. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many cases it was made of; null: nothing is counted. */
  readonly n: number | null;
  readonly target: number;
  readonly status: GateStatus;
};
export type Gate = { readonly phase: RolloutPhase; readonly checks: readonly GateCheck[] };

/** One phase that was applied to a group of sites: one version of the configuration, or none where everything was so already. */
export type RolloutStep = {
  readonly id: string;
  readonly phase: RolloutPhase;
  readonly at: EpochMs;
  readonly by: string;
  readonly verified: boolean;
  readonly version: number | null;
  /** Codes, in their order. */
  readonly sites: readonly string[];
  readonly values: RolloutValues;
  /** How the gate before it stood then; null: there was none to pass. */
  readonly gate: Gate | null;
  readonly reason: string | null;
  readonly undone: { readonly at: EpochMs; readonly by: string } | null;
};
