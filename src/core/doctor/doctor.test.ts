import { describe, expect, it } from 'vitest';
import { siteWith } from '#test/kit/site.ts';
import type { AuditConfig } from '../model/audit-config.ts';
import { DOCTOR_QUESTIONS } from '../model/doctor.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../model/time.ts';
import type { Facts, SiteFacts } from './facts.ts';
import { CHECKS } from './registry.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const MIB = 1024 * 1024;

type Given = Partial<Omit<SiteFacts, 'site'>> & { readonly audit?: Partial<AuditConfig> };

/** A site where nothing is wrong. */
const siteFacts = (code: string, { audit = {}, ...given }: Given = {}): SiteFacts => ({
  site: siteWith({ code, audit }),
  phase: 'AUDITED',
  phase_until: null,
  slots: [{ cadence: 'HEARTBEAT', next_slot: NOW + 3 * MINUTE, last_run_at: NOW - 2 * MINUTE }],
  heard: { phone_events: NOW - MINUTE, location_updates: NOW - MINUTE },
  stability: { stable_cells: 840, total_cells: 840, thin_metrics: [] },
  days: 60,
  scattered: 0,
  ...given,
});

/** An installation where nothing is wrong. */
const healthy: Facts = {
  at: NOW,
  sites: [siteFacts('S-1'), siteFacts('S-2')],
  engine: {
    last_tick_at: NOW - 3 * SECOND,
    trouble: null,
    threads: [{ name: 'engine', state: 'ALIVE', restarts: 0 }],
    starts: 'BY_SERVICE',
    rounds: [{ cadence: 'HEARTBEAT', rounds: 288, missed: 0, latest_by: 40 }],
    failed_rules: [],
    jobs: [{ job: 'self-test', problems: '' }],
  },
  file: {
    free_bytes: 50_000 * MIB,
    wal_bytes: MIB,
    days_until_full: null,
    last_backup_at: NOW - HOUR,
    backup_problem: null,
  },
  intake: { sources: [{ code: 'traccar', silent_since: null }], quarantined: { total: 0, last_24_h: 0 } },
  judged: [{ finding_type: 'SILENT_SITE', disposition: 'TRUE_POSITIVE', count: 40 }],
  findings: [{ finding_type: 'SILENT_SITE', count: 3 }],
  alerts: [{ finding_type: 'SILENT_SITE', count: 3 }],
};

const engine = (given: Partial<Facts['engine']>): Facts => ({
  ...healthy,
  engine: { ...healthy.engine, ...given },
});
const file = (given: Partial<Facts['file']>): Facts => ({ ...healthy, file: { ...healthy.file, ...given } });
const one = (given: Given): Facts => ({ ...healthy, sites: [siteFacts('S-1', given), siteFacts('S-2')] });
const all = (given: Given): Facts => ({
  ...healthy,
  sites: [siteFacts('S-1', given), siteFacts('S-2', given)],
});

const slot = (next_slot: number, last_run_at: number | null) =>
  ({ cadence: 'DEEP', next_slot, last_run_at }) as const;

const look = (name: string, facts: Facts) => {
  const check = CHECKS.find((each) => each.name === name);
  if (check === undefined) throw new Error(`There is no check ${name}`);
  return check.look(facts);
};

it('finds nothing where nothing is wrong, and looks for something under every question', () => {
  expect(CHECKS.filter((check) => check.look(healthy).level !== 'OK').map(({ name }) => name)).toEqual([]);
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
  expect(new Set(CHECKS.map(({ question }) => question))).toEqual(new Set(DOCTOR_QUESTIONS));
});

describe('a check', () => {
  it.each<[check: string, level: 'PROBLEM' | 'NOTE' | 'OK', facts: Facts, found: RegExp, sites?: string[]]>([
    ['tick', 'PROBLEM', engine({ last_tick_at: null }), /No engine has run/],
    ['tick', 'OK', engine({ last_tick_at: NOW - MINUTE }), /ticks/],
    ['tick', 'PROBLEM', engine({ last_tick_at: NOW - 3 * HOUR }), /3 hours ago/],
    ['tick', 'PROBLEM', engine({ trouble: 'disk full' }), /disk full/],
    ['workers', 'NOTE', engine({ threads: null }), /could be asked/],
    ['workers', 'PROBLEM', engine({ threads: [{ name: 'reader', state: 'LOST', restarts: 1 }] }), /reader/],
    [
      'workers',
      'NOTE',
      engine({ threads: [{ name: 'reader', state: 'ALIVE', restarts: 2 }] }),
      /reader 2 times/,
    ],
    ['starts', 'NOTE', engine({ starts: null }), /not known/],
    ['starts', 'NOTE', engine({ starts: 'BY_HAND' }), /by a person alone/],
    ['starts', 'OK', engine({ starts: 'AT_LOGIN' }), /signs in to its machine/],
    ['clock', 'PROBLEM', engine({ last_tick_at: NOW + 2 * HOUR }), /2 hours ahead/],
    ['sites', 'PROBLEM', { ...healthy, sites: [] }, /No site/],
    ['schedule', 'NOTE', one({ slots: [slot(NOW, null)] }), /Never audited yet/, ['S-1']],
    [
      'schedule',
      'PROBLEM',
      { ...one({ slots: [slot(NOW, null)] }), engine: { ...healthy.engine, last_tick_at: null } },
      /No schedule/,
      ['S-1'],
    ],
    ['schedule', 'OK', one({ phase: 'DISABLED', slots: [slot(NOW, null)] }), /by its schedule/],
    ['next-slots', 'PROBLEM', one({ slots: [slot(NOW - 2 * MINUTE, NOW)] }), /passed/, ['S-1']],
    ['next-slots', 'OK', one({ slots: [slot(NOW - MINUTE, NOW)] }), /deep in 0 seconds/],
    ['ledger', 'PROBLEM', engine({ rounds: [], last_tick_at: null }), /No round/],
    ['ledger', 'NOTE', engine({ rounds: [] }), /the engine runs/],
    [
      'ledger',
      'NOTE',
      engine({ rounds: [{ cadence: 'DEEP', rounds: 5, missed: 7, latest_by: 9 }] }),
      /7 slots missed/,
    ],
    [
      'ledger',
      'NOTE',
      engine({ rounds: [{ cadence: 'DEEP', rounds: 5, missed: 0, latest_by: HOUR }] }),
      /1 hour behind/,
    ],
    [
      'rules',
      'PROBLEM',
      engine({ failed_rules: [{ rule: 'TOUR_OVERDUE', failures: 2, site: 'S-2', message: 'boom' }] }),
      /TOUR_OVERDUE 2 times, last at S-2: boom/,
      ['S-2'],
    ],
    ['upkeep', 'PROBLEM', engine({ jobs: [{ job: 'self-test', problems: 'broken.' }] }), /self-test: broken/],
    ['upkeep', 'OK', engine({ jobs: [{ job: 'backup', problems: 'told by its own check' }] }), /No job/],
    ['disk', 'PROBLEM', file({ free_bytes: 500 * MIB }), /Only 500 MB/],
    ['disk', 'PROBLEM', file({ days_until_full: 3.5 }), /full in 3 days/],
    ['disk', 'PROBLEM', file({ wal_bytes: 65 * MIB }), /65 MB/],
    ['disk', 'NOTE', file({ free_bytes: null }), /does not say/],
    ['backups', 'PROBLEM', file({ backup_problem: 'no room' }), /no room/],
    ['backups', 'NOTE', file({ last_backup_at: null }), /No backup/],
    ['backups', 'NOTE', file({ last_backup_at: NOW - 3 * DAY }), /3 days old/],
    ['disabled', 'NOTE', one({ phase: 'DISABLED' }), /1 site/, ['S-1']],
    ['disabled', 'PROBLEM', all({ phase: 'INACTIVE' }), /2 sites/, ['S-1', 'S-2']],
    [
      'maintenance',
      'NOTE',
      one({ phase: 'MAINTENANCE', phase_until: NOW + HOUR }),
      /until 2026-03-02T13:00/,
      ['S-1'],
    ],
    ['maintenance', 'PROBLEM', one({ phase: 'MAINTENANCE', phase_until: NOW + 2 * DAY }), /1 site/, ['S-1']],
    [
      'maintenance',
      'PROBLEM',
      all({ phase: 'MAINTENANCE', phase_until: NOW + HOUR }),
      /2 sites/,
      ['S-1', 'S-2'],
    ],
    ['active-hours', 'NOTE', one({ phase: 'OUTSIDE_HOURS' }), /silence does not count/, ['S-1']],
    ['switched-off', 'NOTE', one({ audit: { disabled_rules: ['ANOMALY'] } }), /off/, ['S-1']],
    ['switched-off', 'NOTE', one({ audit: { cadences: ['HEARTBEAT'] } }), /off/, ['S-1']],
    ['switched-off', 'NOTE', one({ audit: { critical_signals: [] } }), /off/, ['S-1']],
    [
      'phone-data',
      'PROBLEM',
      one({ heard: { phone_events: null, location_updates: NOW } }),
      /No phone data .* 1 never/,
      ['S-1'],
    ],
    [
      'gps-data',
      'NOTE',
      one({
        heard: { phone_events: NOW, location_updates: NOW - DAY },
        audit: { critical_signals: ['phone_events'] },
      }),
      /No GPS data .* 0 never/,
      ['S-1'],
    ],
    [
      'sources',
      'PROBLEM',
      { ...healthy, intake: { ...healthy.intake, sources: [{ code: 'traccar', silent_since: NOW - HOUR }] } },
      /traccar for 1 hour/,
    ],
    ['sources', 'NOTE', { ...healthy, intake: { ...healthy.intake, sources: [] } }, /No source/],
    [
      'quarantine',
      'PROBLEM',
      { ...healthy, intake: { ...healthy.intake, quarantined: { total: 9, last_24_h: 2 } } },
      /2 lines/,
    ],
    [
      'quarantine',
      'NOTE',
      { ...healthy, intake: { ...healthy.intake, quarantined: { total: 9, last_24_h: 0 } } },
      /9 lines/,
    ],
    ['alerts-off', 'NOTE', one({ audit: { alert_on_finding: false } }), /alert nobody/, ['S-1']],
    ['alerts-off', 'NOTE', one({ audit: { alert_severity_threshold: 'HIGH' } }), /HIGH on/, ['S-1']],
    ['compliant', 'OK', { ...healthy, findings: [] }, /All compliant: 288 rounds/],
    ['compliant', 'NOTE', { ...engine({ rounds: [] }), findings: [] }, /nobody looked/],
    ['too-few-days', 'NOTE', one({ days: 6.9 }), /Less than 7 days/, ['S-1']],
    [
      'too-few-samples',
      'PROBLEM',
      one({ stability: { stable_cells: 671, total_cells: 840, thin_metrics: ['task_completions'] } }),
      /Too few samples.*task_completions/,
      ['S-1'],
    ],
    [
      'too-few-samples',
      'OK',
      one({ stability: { stable_cells: 672, total_cells: 840, thin_metrics: [] } }),
      /No site lacks/,
    ],
    ['high-variance', 'NOTE', one({ scattered: 42 }), /42 cells/, ['S-1']],
    ['high-variance', 'PROBLEM', one({ scattered: 43 }), /43 cells/, ['S-1']],
    ['high-variance', 'OK', one({ scattered: null }), /1 site were not looked at/],
    ['anomalies-off', 'NOTE', one({ audit: { anomaly_detection: false } }), /is off/, ['S-1']],
    ['alert-load', 'OK', { ...healthy, alerts: [{ finding_type: 'DURESS', count: 140 }] }, /10.0 alerts/],
    ['alert-load', 'PROBLEM', { ...healthy, alerts: [{ finding_type: 'DURESS', count: 141 }] }, /141 DURESS/],
    [
      'anomaly-findings',
      'NOTE',
      { ...healthy, findings: [{ finding_type: 'ANOMALY_PHONE_EVENTS_BELOW', count: 28 }] },
      /28 ANOMALY_PHONE_EVENTS_BELOW/,
    ],
    [
      'anomaly-findings',
      'PROBLEM',
      { ...healthy, findings: [{ finding_type: 'ANOMALY_PHONE_EVENTS_BELOW', count: 29 }] },
      /29 anomaly findings/,
    ],
    ['false-positives', 'NOTE', { ...healthy, judged: [] }, /Only 0 findings/],
    [
      'false-positives',
      'PROBLEM',
      {
        ...healthy,
        judged: [
          ...healthy.judged,
          { finding_type: 'TASK_OVERDUE', disposition: 'FALSE_POSITIVE', count: 3 },
        ],
      },
      /7.0 % of 43 .*3 TASK_OVERDUE/,
    ],
    [
      'false-positives',
      'OK',
      {
        ...healthy,
        judged: [
          ...healthy.judged,
          { finding_type: 'TASK_OVERDUE', disposition: 'FALSE_POSITIVE', count: 2 },
        ],
      },
      /4.8 %/,
    ],
  ])('%s says %s', (check, level, facts, found, sites = []) => {
    const outcome = look(check, facts);
    expect(outcome).toMatchObject({ level, sites });
    expect(outcome.found).toMatch(found);
    if (level === 'PROBLEM') expect(outcome.advice).not.toBeNull();
  });

  it('writes few codes out and carries all', () => {
    const sites = Array.from({ length: 8 }, (_, n) => siteFacts(`S-${n}`, { phase: 'DISABLED' }));
    const outcome = look('disabled', { ...healthy, sites });
    expect(outcome.found).toContain('S-4 and 3 more');
    expect(outcome.sites).toHaveLength(8);
  });
});
