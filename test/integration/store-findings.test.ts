import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '#core/model/evidence.ts';
import type { Alert, Finding } from '#core/model/finding.ts';
import type { FindingKey, Store } from '#main/ports/store.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const AT = Date.UTC(2026, 0, 5);
const KEY: FindingKey = { scope: 'site', scope_key: 'RB-01', finding_type: 'SILENT_SITE', subject: '' };

const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  tenant: 'ACME',
  client: 'RIVERBANK',
  site: 'RB-01',
  category: 'SECURITY',
  severity: 'HIGH',
  title: 'Silent',
  message: 'RB-01 is silent',
  status: 'NEW',
  condition: 'ACTIVE',
  cadence: 'HEARTBEAT',
  condition_started_at: AT,
  detected_at: AT + 1,
  last_seen_at: AT + 2,
  cleared_at: null,
  occurrences: 1,
  parent_id: null,
  shelved_until: null,
  shelved_by: null,
  shelve_reason: null,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  disposition: null,
  resolution_note: null,
  runbook: { finding_type: 'SILENT_SITE', version: 2 },
  alert_id: null,
  explanation: {
    rule: 'silent-site',
    text: 'No sign of life.',
    values: [{ name: 'minutes', value: 61, unit: 'min', limit: 60, set_at: 'SITE RB-01' }],
    since: null,
    clears_when: 'Any event arrives.',
  },
  config_version: 3,
  revision: 1,
  clean_audits: 0,
  flaps: [AT, AT + 5],
  chattering: true,
  ack_until: null,
  escalated_at: null,
  escalation: null,
  reopened_at: null,
  assigned_to: null,
  assigned_at: null,
  first_acknowledged_at: AT + 3,
  first_acknowledged_by: 'local:ada',
  sla_minutes: 15,
  delivered_late: true,
  ...KEY,
  ...more,
});
const save = (store: Store, ...findings: Finding[]): void =>
  store.transaction(() => store.findings.save(findings));

describe('findings', () => {
  it('come back as they were saved, changed ones in their last form', () => {
    using bench = tempStore();
    save(
      bench.store,
      finding('F-1'),
      finding('F-2', { subject: 'person:G', runbook: null, chattering: false }),
    );
    const changed = finding('F-1', { status: 'ACKNOWLEDGED', acknowledged_by: 'local:ada', revision: 2 });
    save(bench.store, changed);
    expect(bench.store.findings.get('F-1')).toEqual(changed);
    expect(bench.store.findings.unresolved()).toEqual([
      changed,
      finding('F-2', { subject: 'person:G', runbook: null, chattering: false }),
    ]);
    expect(bench.store.findings.get('F-9')).toBeNull();
  });

  it('are unresolved once per key at most, and any number of times resolved', () => {
    using bench = tempStore();
    const { store } = bench;
    save(
      store,
      finding('F-1', { status: 'RESOLVED' }),
      finding('F-2', { status: 'RESOLVED' }),
      finding('F-3'),
    );
    expect(() => save(store, finding('F-4'))).toThrow('UNIQUE');
    expect(store.findings.unresolved().map(({ id }) => id)).toEqual(['F-3']);
    expect(store.findings.countSame(KEY, AT)).toBe(3);
    expect(store.findings.countSame(KEY, AT + 1)).toBe(0);
    expect([store.findings.exists(KEY), store.findings.exists({ ...KEY, subject: 'x' })]).toEqual([
      true,
      false,
    ]);
  });

  it('may be adopted by a parent that is saved after them, but never by nobody', () => {
    using bench = tempStore();
    const child = finding('F-1', { parent_id: 'F-2', subject: 'tour:T' });
    save(bench.store, child, finding('F-2'));
    expect(() => save(bench.store, finding('F-3', { parent_id: 'F-9', subject: 'z' }))).toThrow(
      'FOREIGN KEY',
    );
    expect(bench.store.findings.get('F-3')).toBeNull();
  });

  it('keep a key closed until it is opened again', () => {
    using bench = tempStore();
    const { store } = bench;
    const closed = { ...KEY, severity: 'HIGH', closed_at: AT, until: null } as const;
    store.transaction(() => store.findings.close(closed));
    store.transaction(() => store.findings.close({ ...closed, until: AT + 9 }));
    expect(store.findings.closed()).toEqual([{ ...closed, until: AT + 9 }]);
    store.transaction(() => store.findings.reopenKey(KEY));
    expect(store.findings.closed()).toEqual([]);
  });

  it('have one alert each, which follows them', () => {
    using bench = tempStore();
    const { store } = bench;
    const alert: Alert = {
      id: 'A-1',
      finding_id: 'F-1',
      site: 'RB-01',
      severity: 'HIGH',
      alert_type: 'SILENT_SITE',
      message: 'RB-01 is silent',
      created_at: AT,
      state: 'OPEN',
    };
    save(store, finding('F-1'));
    store.transaction(() => store.alerts.save([alert]));
    store.transaction(() => store.alerts.save([{ ...alert, state: 'CLOSED' }]));
    expect(store.alerts.ofFinding('F-1')).toEqual({ ...alert, state: 'CLOSED' });
    expect(store.alerts.recent('RB-01', AT, AT + 1)).toHaveLength(1);
    expect(store.alerts.recent('RB-01', AT + 1, AT + 2)).toEqual([]);
    expect(() => store.transaction(() => store.alerts.save([{ ...alert, id: 'A-2' }]))).toThrow('UNIQUE');
  });
});

describe('evidence', () => {
  const evidence: Evidence = {
    collection_window: {
      start: '2026-01-04T22:00:00.000Z',
      end: '2026-01-05T00:00:00.000Z',
      duration_minutes: 120,
    },
    location_history: [],
    task_logs: [],
    tour_logs: [],
    alert_history: [],
    guard_status: [],
    signal_counts: { phone_events: 3 },
    required: [{ name: 'tour_log', present: false, why: 'no tour was due' }],
  };

  it('is frozen: kept once per capture and instant, with its hash, and no statement changes it', () => {
    using bench = tempStore();
    const { store } = bench;
    save(store, finding('F-1'));
    const row = { finding_id: 'F-1', capture: 'OPENED', at: AT, evidence } as const;
    store.transaction(() => {
      store.evidence.add(row);
      store.evidence.add({ ...row, evidence: { ...evidence, signal_counts: {} } });
      store.evidence.add({ ...row, capture: 'RESOLVED', at: AT + 1 });
    });
    const stored = store.evidence.of('F-1');
    expect(stored.map(({ capture }) => capture)).toEqual(['OPENED', 'RESOLVED']);
    expect(stored[0]).toEqual({ ...row, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const raw = new Database(bench.file);
    expect(() => raw.exec("UPDATE evidence SET sha256 = 'x'")).toThrow('immutable');
    raw.exec("DROP TRIGGER evidence_no_update; UPDATE evidence SET sha256 = 'x'");
    raw.close();
    expect(() => store.evidence.of('F-1')).toThrow('expected x');
  });
});
