import type { RolloutPhase, RolloutValues } from '../model/rollout.ts';
import { ROLLOUT_PHASES } from '../model/rollout.ts';

const AS_IT_IS: RolloutValues = {
  enabled: null,
  alert_severity_threshold: null,
  heartbeat_priority: null,
  anomaly_detection: null,
  sensitivity: null,
  actions: false,
};

/** Which sites a phase is for. */
type Group =
  /** So many, those of which most is known first. */
  { readonly of: 'BEST'; readonly sites: number } | { readonly of: 'AUDITED' } | { readonly of: 'STABLE' };

type Phase = {
  readonly values: RolloutValues;
  readonly group: Group;
  /** Before so many days nobody knows how it goes; 0: time alone says nothing. */
  readonly days: number;
};

/** What each phase proposes. */
export const PHASES: Readonly<Record<RolloutPhase, Phase>> = {
  PILOT: {
    values: { ...AS_IT_IS, enabled: true, alert_severity_threshold: 'HIGH' },
    group: { of: 'BEST', sites: 5 },
    days: 7,
  },
  LEARNING: { values: { ...AS_IT_IS, anomaly_detection: false }, group: { of: 'AUDITED' }, days: 0 },
  EXPAND: {
    values: { ...AS_IT_IS, enabled: true, alert_severity_threshold: 'MEDIUM', heartbeat_priority: 1 },
    group: { of: 'BEST', sites: 50 },
    days: 7,
  },
  ANOMALIES_LOW: {
    values: { ...AS_IT_IS, anomaly_detection: true, sensitivity: 'LOW' },
    group: { of: 'STABLE' },
    days: 7,
  },
  ANOMALIES_MEDIUM: {
    values: { ...AS_IT_IS, anomaly_detection: true, sensitivity: 'MEDIUM' },
    group: { of: 'STABLE' },
    days: 7,
  },
  FULL: { values: { ...AS_IT_IS, actions: true }, group: { of: 'AUDITED' }, days: 0 },
};

/** The phase after another; the first after none, null after the last. */
export const phaseAfter = (phase: RolloutPhase | null): RolloutPhase | null =>
  ROLLOUT_PHASES[phase === null ? 0 : ROLLOUT_PHASES.indexOf(phase) + 1] ?? null;

/** Whether `phase` lies ahead of where the installation is. */
export const isAhead = (phase: RolloutPhase, now: RolloutPhase | null): boolean =>
  now === null || ROLLOUT_PHASES.indexOf(phase) > ROLLOUT_PHASES.indexOf(now);
