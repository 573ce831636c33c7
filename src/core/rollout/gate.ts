import type { FindingSums } from '../indicators/finding-sums.ts';
import { workIndicators } from '../indicators/finding-sums.ts';
import { type Indicator, shareIndicator } from '../indicators/indicator.ts';
import type { Gate, GateCheck, GateCheckName, GateStatus, RolloutPhase } from '../model/rollout.ts';
import { DAY, type EpochMs } from '../model/time.ts';
import { PHASES } from './phases.ts';

/** What the gate of a phase is made from, of the sites that are in it. */
export type GateFacts = {
  readonly since: EpochMs;
  readonly at: EpochMs;
  /** Sites of the phase that are still there, and how many of them have stable baselines. */
  readonly sites: number;
  readonly stable: number;
  /** Findings at them since the phase began; `anomalies`: of those only what anomalies found. */
  readonly findings: FindingSums;
  readonly anomalies: FindingSums;
};

/** What must be so before the phase after `phase`; the last one leads nowhere. */
export function gateOf(phase: RolloutPhase, facts: GateFacts): Gate | null {
  if (phase === 'FULL') return null;
  return { phase, checks: CHECKS[phase].map((name) => checkOf(name, phase, facts)) };
}

/** True when nothing is against going on. */
export const isMet = ({ checks }: Gate): boolean => checks.every(({ status }) => status === 'met');

const CHECKS: Readonly<Record<Exclude<RolloutPhase, 'FULL'>, readonly GateCheckName[]>> = {
  PILOT: ['false_positives', 'days'],
  LEARNING: ['stable_sites'],
  EXPAND: ['false_positives', 'stable_sites', 'days'],
  ANOMALIES_LOW: ['false_positives', 'anomaly_false_positives', 'days'],
  ANOMALIES_MEDIUM: ['false_positives', 'anomaly_false_positives', 'stable_sites', 'days'],
};

function checkOf(name: GateCheckName, phase: RolloutPhase, facts: GateFacts): GateCheck {
  switch (name) {
    case 'false_positives':
      return ofIndicator(name, falsePositives(facts.findings));
    case 'anomaly_false_positives':
      return ofIndicator(name, falsePositives(facts.anomalies));
    case 'stable_sites':
      return ofIndicator(name, shareIndicator('stable_sites_pct', facts.stable, facts.sites, []));
    case 'days': {
      const value = (facts.at - facts.since) / DAY;
      const target = PHASES[phase].days;
      const status = value >= target ? 'met' : 'not met';
      return { name, value, low: null, high: null, n: null, target, status };
    }
  }
}

const falsePositives = (sums: FindingSums): Indicator | undefined =>
  workIndicators(sums).find(({ name }) => name === 'false_positive_rate');

const STATUS: Readonly<Record<NonNullable<Indicator['status']>, GateStatus>> = {
  'on target': 'met',
  off: 'not met',
  'too few data': 'too few data',
};

/** The indicator's own target and verdict, in percent. */
function ofIndicator(name: GateCheckName, indicator: Indicator | undefined): GateCheck {
  if (indicator?.target == null || indicator.status === null) throw new Error(`${name} has no target`);
  const scale = indicator.unit === 'rate' ? 100 : 1;
  const scaled = (value: number | null) => (value === null ? null : scale * value);
  return {
    name,
    value: scaled(indicator.value),
    low: scaled(indicator.low),
    high: scaled(indicator.high),
    n: indicator.n,
    target: scale * indicator.target,
    status: STATUS[indicator.status],
  };
}
