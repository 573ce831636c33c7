import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RunbookDocument } from '#core/config/runbook-schema.ts';
import { ADA, configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const runbook = (title: string): RunbookDocument => ({
  finding_type: 'TOUR_OVERDUE',
  title,
  category: 'SECURITY',
  severity: 'HIGH',
  steps: ['Call the guard.', { text: 'Write down why.', requires_note: true }],
  escalation_sla_minutes: 15,
  escalate_to_role: 'supervisor',
});

/** How many entries of a diff are of each kind. */
const kinds = (entries: readonly { readonly change: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { change } of entries) counts[change] = (counts[change] ?? 0) + 1;
  return counts;
};

describe('an import', () => {
  it('takes 3 tenants with 50 sites each, and a second one changes nothing', async () => {
    using bench = configurationBench();
    const file = stringify(
      fleetDocument({ sites: 150, tenants: 3, clientsPerTenant: 2, runbooks: [runbook('r')] }),
    );
    const first = await bench.load({ 'sites.yaml': file });
    expect(first.counts).toMatchObject({
      tenants: 3,
      clients: 6,
      sites: 150,
      people: 150,
      tours: 150,
      runbooks: 1,
    });
    expect(kinds(first.entries)).toEqual({ added: 160 });
    expect([first.version, bench.service.fleet().sites.length, bench.changes.length]).toEqual([1, 150, 1]);

    const before = bench.stored();
    const again = await bench.load({ 'sites.yaml': file });
    expect(kinds(again.entries)).toEqual({ unchanged: 160 });
    expect([again.version, bench.changes.length]).toEqual([1, 1]);
    expect(bench.stored()).toEqual(before);
  });

  it('tells in a dry run what it would do, and does nothing', async () => {
    using bench = configurationBench();
    await bench.load({ a: fleetDocument({ sites: 2 }) });
    const before = bench.stored();
    const changed = fleetDocument({ sites: 3, site: (index) => (index === 0 ? { priority: 1 } : {}) });
    const diff = await bench.load({ a: changed }, { dry_run: true });
    expect([diff.dry_run, diff.version]).toEqual([true, null]);
    expect(
      diff.entries.filter(({ scope }) => scope === 'SITE').map(({ change, code }) => [change, code]),
    ).toEqual([
      ['changed', 'S-1'],
      ['unchanged', 'S-2'],
      ['added', 'S-3'],
    ]);
    expect(diff.entries.find(({ code }) => code === 'S-1')?.fields).toEqual([
      { field: 'priority', old: '3', new: '1' },
    ]);
    expect(bench.stored()).toEqual(before);
  });

  it('tells all five problems of a file with their places and lines, and changes nothing', async () => {
    using bench = configurationBench();
    await bench.load({ a: fleetDocument({ sites: 2 }) });
    const before = bench.stored();
    const text = stringify(
      fleetDocument({
        sites: 5,
        site: (index) =>
          [
            { timezone: 'Mars/Olympus' },
            { audit: { audit_frequency_minutes: 3 } },
            { code: 'S-1' },
            { shifts: [{ person: 'nobody', days: ['MON' as const], start: '08:00', end: '16:00' }] },
            { priorty: 1 },
          ][index] ?? {},
      }),
    );
    const { code, problems } = await bench.refusal({ 'sites.yaml': text });
    const at = (index: number, field: string) => `tenants[0].clients[0].sites[${index}].${field}`;
    expect(code).toBe('invalid-file');
    expect(problems.map(({ place }) => place)).toEqual([
      at(0, 'timezone'),
      at(1, 'audit.audit_frequency_minutes'),
      at(2, 'code'),
      at(3, 'shifts[0].person'),
      at(4, 'priorty'),
    ]);
    const lines = text.split('\n');
    for (const { file, line, field } of problems) {
      expect(file).toBe('sites.yaml');
      expect(lines[(line ?? 0) - 1]).toContain(`${field}:`);
    }
    expect(bench.stored()).toEqual(before);
    expect(bench.changes).toHaveLength(1);
  });

  it('is all or nothing over several files', async () => {
    using bench = configurationBench();
    const before = bench.stored();
    const { problems } = await bench.refusal({ good: fleetDocument(), bad: '{"version": 2}' });
    expect(problems.map(({ file, place }) => [file, place])).toEqual([['bad', 'version']]);
    expect(bench.stored()).toEqual(before);
  });

  it('refuses two files of one name, because problems are told by it', async () => {
    using bench = configurationBench();
    const file = { name: 'a', text: JSON.stringify(fleetDocument()) };
    const input = { files: [file, file], dry_run: true, deactivate_missing: false };
    await expect(bench.service.importFiles(input, ADA)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('leaves the sites alone that the file does not name, and tells them', async () => {
    using bench = configurationBench();
    await bench.load({ a: fleetDocument({ sites: 4, tenants: 2 }) });
    const diff = await bench.load({ a: fleetDocument({ sites: 1 }) });
    expect(diff.entries.filter(({ change }) => change === 'missing').map(({ code }) => code)).toEqual([
      'S-3',
    ]);
    expect(bench.service.fleet().sites.every((site) => site.active)).toBe(true);
  });

  it('deactivates what is missing of the tenants in the file when asked to, once', async () => {
    using bench = configurationBench();
    await bench.load({ a: fleetDocument({ sites: 4, tenants: 2 }) });
    const diff = await bench.load({ a: fleetDocument({ sites: 1 }) }, { deactivate_missing: true });
    expect(diff.entries.filter(({ change }) => change === 'deactivated')).toEqual([
      {
        change: 'deactivated',
        scope: 'SITE',
        code: 'S-3',
        fields: [{ field: 'active', old: null, new: 'false' }],
      },
    ]);
    const active = bench.service.fleet().sites.filter((site) => site.active);
    expect(active.map(({ code }) => code)).toEqual(['S-1', 'S-2', 'S-4']);
    const again = await bench.load({ a: fleetDocument({ sites: 1 }) }, { deactivate_missing: true });
    expect([again.version, kinds(again.entries).deactivated]).toEqual([2, undefined]);
  });

  it('ends what a written list no longer has, and gives it its integer back when it returns', async () => {
    using bench = configurationBench();
    const people = (...codes: string[]) =>
      fleetDocument({ site: () => ({ people: codes.map((code) => ({ code })), shifts: [], devices: [] }) });
    const ids = () =>
      bench.service
        .fleet()
        .byCode.get('S-1')
        ?.people.map(({ code, id }) => [code, id]);
    await bench.load({ a: people('A', 'B') });
    const first = ids();
    await bench.load({ a: people('B') });
    expect(ids()?.map(([code]) => code)).toEqual(['B']);
    await bench.load({ a: people('A', 'B') });
    expect(ids()).toEqual(first);
  });

  it('lets a CSV change its columns and nothing else', async () => {
    using bench = configurationBench();
    await bench.load({ a: fleetDocument({ site: () => ({ audit: { enabled: false } }) }) });
    const before = bench.service.fleet().byCode.get('S-1');
    await bench.load({ 'a.csv': 'tenant,client,code,priority,audit.sensitivity\nT-1,C-1,S-1,1,HIGH\n' });
    const after = bench.service.fleet().byCode.get('S-1');
    expect(after).toMatchObject({ priority: 1, people: before?.people, tours: before?.tours });
    expect(after?.audit).toMatchObject({ enabled: false, sensitivity: { default: 'HIGH' } });
  });

  it('brings in new sites by CSV, and refuses one without its zone', async () => {
    using bench = configurationBench();
    const header = 'tenant,client,code,name,timezone,lat,lon,radius_m,priority,active';
    await bench.load({ 'a.csv': `${header}\nT,C,A,North,Asia/Kolkata,12.97,77.59,150,1,true\n` });
    expect(bench.service.fleet().byCode.get('A')).toMatchObject({
      timezone: 'Asia/Kolkata',
      geofence: { radius_m: 150 },
    });
    const { problems } = await bench.refusal({ 'a.csv': `${header}\nT,C,B,South,,,,,,\n` });
    expect(problems).toMatchObject([
      { place: 'line 2, column 13', line: 2, field: 'timezone', found: 'nothing' },
    ]);
  });

  it('stores runbooks with a new version when one changed', async () => {
    using bench = configurationBench();
    const titled = (title: string) => ({ version: 1, runbooks: [runbook(title)] });
    await bench.load({ a: titled('One') });
    const diff = await bench.load({ a: titled('Two') });
    await bench.load({ a: titled('Two') });
    expect(diff.entries).toEqual([
      {
        change: 'changed',
        scope: 'RUNBOOK',
        code: 'TOUR_OVERDUE',
        fields: [{ field: 'title', old: 'One', new: 'Two' }],
      },
    ]);
    expect(bench.store.runbooks.all().map(({ title, version }) => [title, version])).toEqual([['Two', 2]]);
    expect([bench.store.configuration.version(), bench.changes.length]).toEqual([2, 2]);
  });

  it('writes one row of the audit trail with hashes, and no name or phone of anybody', async () => {
    using bench = configurationBench();
    const withPhone = (phone: string) =>
      fleetDocument({ site: () => ({ people: [{ code: 'G-S-1', name: 'Ada Lovelace', phone }] }) });
    await bench.load({ a: withPhone('+491') });
    await bench.load({ a: withPhone('+492') });
    const rows = bench.store.trail.since(0, 10);
    expect(rows.map(({ action, entity_id, actor }) => [action, entity_id, actor.name])).toEqual([
      ['configuration.imported', '1', 'local:ada'],
      ['configuration.imported', '2', 'local:ada'],
    ]);
    const [first, second] = rows as readonly { before: unknown; after: { sha256: string } }[]; // as the service writes them
    expect(second?.before).toMatchObject({ version: 1 });
    expect(first?.after.sha256).not.toBe(second?.after.sha256);
    expect(JSON.stringify(rows)).not.toMatch(/Ada|\+49/);
  });

  it('refuses a tenant that the caller may not see', async () => {
    using bench = configurationBench();
    const before = bench.stored();
    const caller = { actor: { name: 'local:eve', verified: false }, scope: { tenants: ['T-2'] } };
    expect((await bench.refusal({ a: fleetDocument() }, { caller })).code).toBe('forbidden');
    expect(bench.stored()).toEqual(before);
  });
});

it('reads everything that the format describes', async () => {
  using bench = configurationBench();
  const diff = await bench.load({ 'sites.yaml': EVERYTHING });
  expect(kinds(diff.entries)).toEqual({ added: 4 });
  const site = bench.service.fleet().byCode.get('RB-01');
  expect(site?.audit).toMatchObject({
    alert_severity_threshold: 'MEDIUM',
    sensitivity: { default: 'LOW', phone_events: 'HIGH' },
    active_hours: [{ days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], start: '18:00', end: '06:00' }],
    custom_metrics: [{ name: 'door_opens', kind: 'COUNT', direction: 'BOTH' }],
  });
  expect(site?.audit.maintenance_windows.map(({ kind }) => kind)).toEqual([
    'ABSOLUTE',
    'WEEKLY',
    'RECURRING',
  ]);
  expect(site?.audit.maintenance_windows[0]).toMatchObject({ start: Date.parse('2026-11-05T16:30:00Z') });
  expect(site?.shifts.map(({ kind }) => kind)).toEqual(['WEEKLY', 'ABSOLUTE', 'RECURRING']);
  expect(site?.holidays.map(({ date }) => date)).toEqual(['2026-01-26', '2026-12-25']);
  expect(site?.geofence).toMatchObject({ type: 'Polygon' });
});

it('is the same fleet after a restart', async () => {
  using bench = configurationBench();
  await bench.load({ a: fleetDocument({ sites: 5, tenants: 2 }) });
  expect(bench.restart().fleet()).toEqual(bench.service.fleet());
});

const EVERYTHING = `
version: 1
tenants:
  - code: ACME
    name: Acme Security
    audit: { alert_severity_threshold: HIGH }
    holidays: [{ date: 2026-12-25, name: Christmas }]
    escalation_roles:
      operations_manager: [{ name: Olga, phone: "+911", email: olga@example.org, action: send_sms }]
    clients:
      - code: RIVERBANK
        name: Riverbank Malls
        audit: { sensitivity: LOW }
        sites:
          - code: RB-01
            name: Riverbank North
            timezone: Asia/Kolkata
            location: { lat: 12.9716, lon: 77.5946 }
            geofence:
              type: Polygon
              coordinates: [[[77.59, 12.97], [77.6, 12.97], [77.6, 12.98], [77.59, 12.97]]]
            priority: 1
            active: true
            holidays: [{ date: 2026-01-26, name: Republic Day }]
            audit:
              enabled: true
              audit_frequency_minutes: 15
              heartbeat_frequency_minutes: 5
              deep_audit_frequency_hours: 1
              critical_signals: [phone_events, location_updates, door_opens]
              signal_thresholds:
                phone_events: { min_count: 1, window_minutes: 60 }
                tour_completion: { min_count: 1, window_minutes: 120 }
              active_hours: [{ days: [MON, TUE, WED, THU, FRI], start: "18:00", end: "06:00" }]
              maintenance_windows:
                - { start: "2026-11-05T22:00:00+05:30", end: "2026-11-06T04:00:00+05:30", reason: Fire panel test }
                - { days: [SUN], start: "02:00", end: "03:30", reason: Weekly reboot }
                - start: 2026-11-07T01:00
                  end: 2026-11-07T02:00
                  rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=SA
                  exdate: [2026-11-21T01:00]
                  reason: Backup
              alert_on_finding: true
              alert_severity_threshold: MEDIUM
              collect_evidence: true
              evidence_lookback_minutes: 120
              sensitivity: { phone_events: HIGH }
              anomaly_detection: true
              anomaly_early: false
              anomaly_scale: DAY
              cadences: [HEARTBEAT, COMPREHENSIVE, DEEP]
              custom_metrics: [{ name: door_opens, kind: COUNT, direction: BOTH }]
            people:
              - { code: G-101, name: John Doe, role: guard, phone: "+910000000000", lone_worker: { check_in_minutes: 30, grace_minutes: 3 } }
            devices: [{ code: D-7, kind: phone, person: G-101, external_id: "86-1" }]
            shifts:
              - { person: G-101, days: [MON, TUE], start: "18:00", end: "06:00" }
              - { person: G-101, start: 2026-11-04T18:00, end: 2026-11-05T06:00 }
              - { person: G-101, start: 2026-11-05T18:00, end: 2026-11-06T06:00, rrule: "FREQ=DAILY;COUNT=2", timezone: Asia/Kolkata }
            tours:
              - code: T-1
                name: Perimeter
                mandatory: true
                starts: [{ days: [MON, TUE, WED, THU, FRI, SAT, SUN], at: "22:00" }]
                duration_minutes: 45
                grace_minutes: 15
                checkpoints: [{ code: C-1, name: North gate, lat: 12.9719, lon: 77.5946, radius_m: 25 }]
            sources: [GPS-HUB]
            groups: [pilot]
            site_plan: { file: rb-01.png, nw: { lat: 12.98, lon: 77.59 }, se: { lat: 12.97, lon: 77.6 } }
            contacts: [{ role: supervisor, name: Sita, phone: "+912", hours: around the clock }]
            instructions: { TOUR_OVERDUE: "Ask at the *north gate* first." }
runbooks:
  - finding_type: TOUR_OVERDUE
    title: Mandatory Tour Overdue
    category: SECURITY
    severity: HIGH
    steps: [Verify the position., { text: Dispatch., expected_minutes: 5, requires_note: true }]
    escalation_sla_minutes: 15
    escalate_to_role: supervisor
`;
