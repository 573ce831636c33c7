import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findingTypes } from '#core/audit/finding-types.ts';
import { RULES } from '#core/audit/registry.ts';
import { ConfigurationDocument } from '#core/config/document.ts';
import { runbookOf } from '#core/config/runbook-schema.ts';
import { BASELINE_SIGNALS, BUILT_IN_SIGNALS } from '#core/model/event.ts';
import { type Runbook, runbookFor } from '#core/model/runbook.ts';

const FOLDER = new URL('../../resources/runbooks/', import.meta.url);
const ROLES = ['supervisor', 'security_supervisor', 'operations_manager'];
const EVIDENCE = [
  'location_history',
  'task_logs',
  'tour_logs',
  'tour_log', // the same as tour_logs
  'alert_history',
  'guard_status',
  'signal_counts',
  'baseline_profile',
];

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** The runbooks of one file as an import would read them; throws on whatever the configuration's form does not allow. */
function runbooksIn(file: string): readonly Runbook[] {
  const document = ConfigurationDocument.parse(parse(textOf(file)));
  expect(Object.keys(document)).toEqual(['version', 'runbooks']);
  return (document.runbooks ?? []).map((runbook) => ({ ...runbookOf(runbook), version: 1 }));
}
const runbooks = files.flatMap(runbooksIn);

/** Every type without a signal or a metric in its name, and its category (DETECTION part A). */
const PLAIN_TYPES = {
  DURESS: 'SAFETY',
  LONE_WORKER_OVERDUE: 'SAFETY',
  GUARD_INACTIVE: 'SAFETY',
  SILENT_SITE: 'SECURITY',
  TOUR_OVERDUE: 'SECURITY',
  TOUR_INCOMPLETE: 'SECURITY',
  TOUR_ABANDONED: 'SECURITY',
  GEOFENCE_BREACH: 'SECURITY',
  GUARD_OUT_OF_SITE: 'SECURITY',
  IMPOSSIBLE_TRAVEL: 'SECURITY',
  CHECKPOINT_PATTERN: 'COMPLIANCE',
  SLA_STORM: 'COMPLIANCE',
  GUARD_NO_SHOW: 'COMPLIANCE',
  DEVICE_OFFLINE: 'DEVICE_HEALTH',
  DEVICE_BATTERY_LOW: 'DEVICE_HEALTH',
  SOURCE_SILENT: 'DEVICE_HEALTH',
  TASK_OVERDUE: 'OPERATIONAL',
  AUDIT_GAP: 'OPERATIONAL',
  EXTERNAL_ALERT: 'OPERATIONAL',
  MANUAL: 'OPERATIONAL',
} as const;

const signalTypes = [...BUILT_IN_SIGNALS, 'door_opens'].map(
  (signal) => `CRITICAL_SIGNAL_${signal.toUpperCase()}_LOW`,
);
const metricTypes = [...BASELINE_SIGNALS, 'door_opens'].flatMap((metric) =>
  ['BELOW', 'ABOVE'].map((side) => `ANOMALY_${metric.toUpperCase()}_${side}`),
);

describe('the runbooks that ship', () => {
  it.each([...Object.keys(PLAIN_TYPES), ...signalTypes, ...metricTypes])(
    'say what to do about %s',
    (type) => {
      expect(runbookFor(type, runbooks)).not.toBeNull();
    },
  );

  it('leave no type without one that any rule may find', () => {
    const types = findingTypes(['door_opens']);
    expect(types).toEqual(
      expect.arrayContaining([...Object.keys(PLAIN_TYPES), ...signalTypes, ...metricTypes]),
    );
    expect(types.filter((type) => runbookFor(type, runbooks) === null)).toEqual([]);
  });

  it('say of what is ours how long the first answers take, and what must be written down', () => {
    const given = new Set(GIVEN.map(({ finding_type }) => finding_type));
    const ours = runbooks.filter(({ finding_type }) => !given.has(finding_type));
    expect(ours.length).toBeGreaterThan(20);
    for (const { finding_type, steps, description, escalation_sla_minutes } of ours) {
      expect([finding_type, steps.length >= 4, description !== '']).toEqual([finding_type, true, true]);
      const minutes = steps.flatMap(({ expected_minutes }) => expected_minutes ?? []);
      expect([finding_type, minutes.length > 0]).toEqual([finding_type, true]);
      expect(Math.min(...minutes)).toBeLessThanOrEqual(escalation_sla_minutes);
      expect([finding_type, steps.some(({ requires_note }) => requires_note)]).toEqual([finding_type, true]);
    }
  });

  it('name each finding type or prefix once, and no type that cannot occur', () => {
    const types = runbooks.map(({ finding_type }) => finding_type);
    expect(new Set(types).size).toBe(types.length);
    const occurring = [...Object.keys(PLAIN_TYPES), ...signalTypes, ...metricTypes];
    const used = new Set(occurring.map((type) => runbookFor(type, runbooks)?.finding_type));
    expect(types.filter((type) => !used.has(type))).toEqual([]);
  });

  it.each(Object.entries(PLAIN_TYPES))('file %s under %s, exactly', (type, category) => {
    expect(runbookFor(type, runbooks)).toMatchObject({ finding_type: type, category });
  });

  it('file a finding of every rule under the category of that rule', () => {
    for (const rule of RULES) {
      const types = [...Object.keys(PLAIN_TYPES), ...signalTypes, ...metricTypes].filter(rule.owns);
      expect(types).not.toEqual([]);
      for (const type of types) expect(runbookFor(type, runbooks)?.category).toBe(rule.category(type));
    }
  });

  it('lie in a file of their own that carries their name', () => {
    for (const file of files) {
      const name = file.replace('.yaml', '').replace(/-any$/, '-*').replaceAll('-', '_').toUpperCase();
      expect(runbooksIn(file).map(({ finding_type }) => finding_type)).toEqual([name]);
    }
  });

  it('ask for evidence that exists and escalate to roles that exist', () => {
    for (const { evidence_required, escalate_to_role, escalation_sla_minutes } of runbooks) {
      expect(EVIDENCE).toEqual(expect.arrayContaining([...evidence_required]));
      expect(ROLES).toContain(escalate_to_role);
      expect(escalation_sla_minutes).toBeGreaterThan(0);
    }
  });

  it('give the first step a time within the escalation limit where a life may depend on it', () => {
    for (const type of ['DURESS', 'LONE_WORKER_OVERDUE', 'SILENT_SITE']) {
      const runbook = runbookFor(type, runbooks);
      const first = runbook?.steps[0]?.expected_minutes;
      expect(first).not.toBeNull();
      expect(first).toBeLessThanOrEqual(runbook?.escalation_sla_minutes ?? 0);
    }
  });

  it('never send a message on their own to somebody who may be under threat', () => {
    const duress = runbookFor('DURESS', runbooks);
    expect(duress?.auto_actions).not.toContain('send_sms');
    expect(duress?.auto_action_enabled).toBe(false);
  });
});

const plain = (text: string) => ({ text, expected_minutes: null, requires_note: false });

/** The four that were given, field by field. */
const GIVEN: readonly Omit<Runbook, 'description'>[] = [
  {
    finding_type: 'TOUR_OVERDUE',
    title: 'Mandatory Tour Overdue',
    category: 'SECURITY',
    severity: 'HIGH',
    evidence_required: ['tour_log', 'location_history', 'guard_status'],
    steps: [
      plain("Verify the guard's location by GPS."),
      plain('Contact the guard by phone (call, then SMS).'),
      { text: 'No answer in 5 minutes: dispatch the supervisor.', expected_minutes: 5, requires_note: false },
      { text: 'Document the reason for the delay.', expected_minutes: null, requires_note: true },
      plain('Complete the tour by hand if the guard cannot.'),
    ],
    escalation_sla_minutes: 15,
    escalate_to_role: 'supervisor',
    auto_actions: ['send_sms', 'create_ticket'],
    auto_action_enabled: false,
    low_risk: false,
    version: 1,
  },
  {
    finding_type: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
    title: 'Low Phone Activity Detected',
    category: 'DEVICE_HEALTH',
    severity: 'HIGH',
    evidence_required: ['guard_status', 'location_history'],
    steps: [
      plain('Check the last known position and its time.'),
      plain('Call the guard directly.'),
      plain('Check whether the guard signed in at shift start.'),
      plain('No answer: send the supervisor to the site.'),
      plain('Investigate battery and connectivity of the device.'),
    ],
    escalation_sla_minutes: 10,
    escalate_to_role: 'supervisor',
    auto_actions: ['send_sms'],
    auto_action_enabled: true,
    low_risk: false,
    version: 1,
  },
  {
    finding_type: 'ANOMALY_PHONE_EVENTS_BELOW',
    title: 'Anomalous Phone Activity (Below Baseline)',
    category: 'OPERATIONAL',
    severity: 'MEDIUM',
    evidence_required: ['guard_status', 'baseline_profile'],
    steps: [
      plain('Review the hour-of-week baseline.'),
      plain('Look for outside causes (events, holidays).'),
      plain('Verify the roster: is the guard on duty?'),
      plain('If it lasts over several hours, investigate further.'),
    ],
    escalation_sla_minutes: 30,
    escalate_to_role: 'operations_manager',
    auto_actions: [],
    auto_action_enabled: false,
    low_risk: false,
    version: 1,
  },
  {
    finding_type: 'ANOMALY_TOUR_CHECKPOINTS_BELOW',
    title: 'Low Tour Checkpoint Scans (Anomalous)',
    category: 'SECURITY',
    severity: 'HIGH',
    evidence_required: ['tour_logs', 'baseline_profile', 'location_history'],
    steps: [
      plain('Check the tour logs for the tours that were missed.'),
      plain('Verify that the checkpoint hardware works (NFC, beacon).'),
      plain('Review the patrol route on the GPS trail.'),
      plain('Investigate whether checkpoints are being skipped on purpose.'),
      plain('Retrain the guard on scanning.'),
    ],
    escalation_sla_minutes: 20,
    escalate_to_role: 'security_supervisor',
    auto_actions: ['create_ticket'],
    auto_action_enabled: true,
    low_risk: false,
    version: 1,
  },
];

describe('the four runbooks that were given', () => {
  it.each(GIVEN)('$finding_type is as it was given', (given) => {
    expect(runbookFor(given.finding_type, runbooks)).toMatchObject(given);
  });
});
