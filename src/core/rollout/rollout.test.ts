import { describe, expect, it } from 'vitest';
import { GUARD_RAILS } from '../actions/guard-rails.ts';
import { DEFAULT_AUDIT } from '../config/defaults.ts';
import { NO_FINDINGS } from '../indicators/finding-sums.ts';
import { ROLLOUT_PHASES } from '../model/rollout.ts';
import type { Runbook } from '../model/runbook.ts';
import { DAY } from '../model/time.ts';
import { groupedChanges, settingChanges } from './changes.ts';
import { gateOf, isMet } from './gate.ts';
import { lowRiskRunbooks } from './low-risk.ts';
import { isAhead, PHASES, phaseAfter } from './phases.ts';
import { type Candidate, proposeSites } from './propose.ts';
import { standingOf } from './standing.ts';

const candidate = (code: string, over: Partial<Candidate> = {}): Candidate => ({
  ...{ code, priority: 3, is_audited: true, stable_share: 0.5, is_stable: false, phase: null },
  ...over,
});

describe('the phases', () => {
  it('follow one another, and after the last comes none', () => {
    expect([null, ...ROLLOUT_PHASES].map(phaseAfter)).toEqual([...ROLLOUT_PHASES, null]);
    expect(isAhead('PILOT', null)).toBe(true);
    expect(isAhead('PILOT', 'PILOT')).toBe(false);
    expect(isAhead('EXPAND', 'LEARNING')).toBe(true);
  });
});

describe('a proposal', () => {
  it('takes five sites of which most is known, then the more urgent ones', () => {
    const sites = [
      candidate('F', { stable_share: 0.9 }),
      candidate('E', { priority: 1 }),
      candidate('D', { priority: 2, is_audited: false }),
      ...['C', 'B', 'A'].map((code) => candidate(code)),
    ];
    expect(proposeSites('PILOT', sites)).toEqual(['A', 'B', 'C', 'E', 'F']);
    expect(proposeSites('PILOT', [...sites, candidate('Z', { phase: 'PILOT', stable_share: 0 })])).toContain(
      'Z',
    );
  });

  it('takes fifty to expand to, and those that came before among them', () => {
    const sites = Array.from({ length: 60 }, (_, index) => candidate(`S-${100 + index}`));
    const early = candidate('S-999', { stable_share: 0, phase: 'LEARNING' });
    const proposed = proposeSites('EXPAND', [...sites, early]);
    expect(proposed).toHaveLength(50);
    expect(proposed).toContain('S-999');
  });

  it('learns at all that are audited, and offers anomalies to stable ones alone', () => {
    const sites = [
      candidate('A', { is_stable: true, phase: 'ANOMALIES_LOW' }),
      candidate('B', { is_stable: true, phase: 'EXPAND' }),
      candidate('C', { is_stable: false, phase: 'ANOMALIES_LOW' }),
      candidate('D', { is_stable: true, is_audited: false, phase: 'ANOMALIES_LOW' }),
    ];
    expect(proposeSites('LEARNING', sites)).toEqual(['A', 'B', 'C']);
    expect(proposeSites('ANOMALIES_LOW', sites)).toEqual(['A', 'B']);
    expect(proposeSites('ANOMALIES_MEDIUM', sites)).toEqual(['A']);
  });
});

describe('where a rollout is', () => {
  const step = (phase: (typeof ROLLOUT_PHASES)[number], at: number, sites: string[], isUndone = false) => ({
    ...{ phase, at, sites },
    undone: isUndone ? { at, by: 'x' } : null,
  });

  it('is nowhere before its first step, and after that was undone', () => {
    expect(standingOf([])).toMatchObject({ phase: null, since: null, group: [] });
    expect(standingOf([step('PILOT', 1, ['A'], true)])).toMatchObject({ phase: null, group: [] });
  });

  it('is in the phase of its last step, since the first one of these, with all their sites', () => {
    const steps = [
      step('EXPAND', 9, ['X'], true),
      step('EXPAND', 8, ['C', 'A']),
      step('EXPAND', 7, ['B', 'A']),
      step('LEARNING', 5, ['A', 'D']),
      step('EXPAND', 4, ['E']),
    ];
    const { bySite, ...standing } = standingOf(steps);
    expect(standing).toEqual({ phase: 'EXPAND', since: 7, group: ['A', 'B', 'C'] });
    expect(Object.fromEntries(bySite)).toEqual({
      ...{ A: 'EXPAND', B: 'EXPAND', C: 'EXPAND', D: 'LEARNING', E: 'EXPAND' },
    });
  });
});

describe('a gate', () => {
  const facts = {
    ...{ since: 0, at: 7 * DAY, sites: 5, stable: 4 },
    findings: { ...NO_FINDINGS, true_positive: 96, false_positive: 4 },
    anomalies: { ...NO_FINDINGS, true_positive: 95, false_positive: 5 },
  };
  const statuses = (phase: (typeof ROLLOUT_PHASES)[number], over: Partial<typeof facts> = {}) =>
    gateOf(phase, { ...facts, ...over })?.checks.map(({ name, status }) => `${name} ${status}`);

  it('is met when fewer than five in a hundred were false and its days are over', () => {
    expect(statuses('PILOT')).toEqual(['false_positives met', 'days met']);
    const gate = gateOf('PILOT', facts);
    expect(gate !== null && isMet(gate)).toBe(true);
    expect(statuses('PILOT', { at: 7 * DAY - 1 })).toEqual(['false_positives met', 'days not met']);
    expect(statuses('PILOT', { findings: facts.anomalies })).toEqual(['false_positives not met', 'days met']);
    const few = { ...NO_FINDINGS, true_positive: 19 };
    expect(statuses('PILOT', { findings: few })).toEqual(['false_positives too few data', 'days met']);
  });

  it('tells the share with its interval and how many it is of', () => {
    expect(gateOf('PILOT', facts)?.checks[0]).toMatchObject({ value: 4, n: 100, target: 5 });
    expect(gateOf('PILOT', facts)?.checks[0]?.low).toBeCloseTo(1.566, 2);
    expect(gateOf('PILOT', facts)?.checks[0]?.high).toBeCloseTo(9.837, 2);
  });

  it('lets go on from learning when more than eighty in a hundred sites are stable, however long that took', () => {
    expect(statuses('LEARNING', { at: 0 })).toEqual(['stable_sites not met']);
    expect(statuses('LEARNING', { at: 0, stable: 5 })).toEqual(['stable_sites met']);
    expect(statuses('LEARNING', { sites: 0, stable: 0 })).toEqual(['stable_sites too few data']);
  });

  it('judges what anomalies found by itself, and is not there after the last phase', () => {
    expect(statuses('ANOMALIES_LOW')).toEqual([
      ...['false_positives met', 'anomaly_false_positives not met', 'days met'],
    ]);
    expect(statuses('FULL')).toBeUndefined();
  });
});

describe('what a phase changes', () => {
  const site = (code: string, over: Partial<typeof DEFAULT_AUDIT> = {}, priority = 3) => ({
    ...{ code, priority, tenant: 'T-1' },
    audit: { ...DEFAULT_AUDIT, ...over },
  });

  it('is what does not hold at a site already, whoever set it', () => {
    const sites = [site('A'), site('B', { alert_severity_threshold: 'HIGH' }), site('C', { enabled: false })];
    expect(groupedChanges(sites, PHASES.PILOT.values)).toEqual([
      { field: 'audit.alert_severity_threshold', from: 'MEDIUM', to: 'HIGH', sites: ['A', 'C'] },
      { field: 'audit.enabled', from: 'no', to: 'yes', sites: ['C'] },
    ]);
    expect(settingChanges(sites, PHASES.PILOT.values)).toEqual([
      {
        targets: [{ scope: 'SITE', tenant: 'T-1', code: 'A' }],
        set: { 'audit.alert_severity_threshold': 'HIGH' },
      },
      {
        targets: [{ scope: 'SITE', tenant: 'T-1', code: 'C' }],
        set: { 'audit.alert_severity_threshold': 'HIGH', 'audit.enabled': true },
      },
    ]);
  });

  it('gives the heartbeat to urgent sites alone, and takes no other round away', () => {
    const sites = [
      site('A', { cadences: ['DEEP'] }, 1),
      site('B', { cadences: ['DEEP'] }, 2),
      site('C', {}, 1),
    ];
    const values = { ...PHASES.LEARNING.values, anomaly_detection: null, heartbeat_priority: 1 };
    expect(groupedChanges(sites, values)).toEqual([
      { field: 'audit.cadences', from: 'DEEP', to: 'HEARTBEAT, DEEP', sites: ['A'] },
    ]);
  });

  it('takes the place of a sensitivity of single metrics, and says so', () => {
    const sites = [
      site('A', { sensitivity: { default: 'LOW', phone_events: 'HIGH' } }),
      site('B', { sensitivity: { default: 'LOW' } }),
    ];
    expect(groupedChanges(sites, PHASES.ANOMALIES_LOW.values)).toEqual([
      { field: 'audit.sensitivity', from: 'default LOW, phone_events HIGH', to: 'LOW', sites: ['A'] },
    ]);
  });

  it('makes a site heard that did not alert at all', () => {
    expect(groupedChanges([site('A', { alert_on_finding: false })], PHASES.EXPAND.values)).toEqual([
      { field: 'audit.alert_on_finding', from: 'no', to: 'yes', sites: ['A'] },
    ]);
  });
});

describe('low-risk runbooks', () => {
  const runbook: Runbook = {
    ...{ finding_type: 'X', title: 'X', description: '', version: 1 },
    ...{ category: 'SAFETY' as const, severity: 'LOW' as const },
    ...{ evidence_required: [], steps: [], escalation_sla_minutes: 1, escalate_to_role: 'x' },
    ...{ auto_actions: ['tell'], auto_action_enabled: false, low_risk: true },
  };
  const tell = { name: 'tell', on: true, hourly_cap: 1 };
  const why = (rails: typeof GUARD_RAILS, actions: readonly (typeof tell)[], ...compared: string[]) =>
    lowRiskRunbooks([runbook], actions, rails, new Set(compared))[0]?.hindrance;

  it('go by themselves where nothing is against one of their actions', () => {
    const freely = { ...GUARD_RAILS, automatic: true };
    expect(why(freely, [tell])).toBeNull();
    expect(why(GUARD_RAILS, [tell])).toBe('Nothing goes by itself here.');
    expect(why(freely, [{ ...tell, on: false }])).toBe('The action is off.');
    expect(why(freely, [])).toBe('There is no action tell.');
    expect(why(freely, [tell], 'X')).toBe('Two versions of it are compared: end that first.');
  });

  it('are those that say so and name an action', () => {
    const others = [
      { ...runbook, low_risk: false },
      { ...runbook, auto_actions: [] },
    ];
    expect(lowRiskRunbooks(others, [tell], GUARD_RAILS, new Set())).toEqual([]);
  });
});
