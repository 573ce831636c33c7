import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { TrailEntry } from '#main/ports/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
const ADA = { name: 'local:ada', verified: false };

const evidenceOf = (minutes: number): Evidence => ({
  collection_window: { start: '', end: '', duration_minutes: minutes },
  location_history: [],
  task_logs: [],
  tour_logs: [],
  alert_history: [],
  guard_status: [],
  signal_counts: { phone_events: minutes },
  required: [],
});
const guide = (title: string): Omit<Runbook, 'version'> => ({
  finding_type: 'TOUR_*',
  title,
  category: 'SECURITY',
  severity: 'HIGH',
  description: '',
  evidence_required: ['tour_log'],
  steps: [{ text: 'Call the guard', expected_minutes: 5, requires_note: true }],
  escalation_sla_minutes: 15,
  escalate_to_role: 'supervisor',
  auto_actions: [],
  auto_action_enabled: false,
  low_risk: false,
});
const told = (action: string, entityId: string, at: number): TrailEntry => ({
  at,
  actor: ADA,
  action,
  entity: 'finding',
  entity_id: entityId,
  reason: 'seen on the camera',
  before: null,
  after: null,
});

describe('one finding', () => {
  it('comes whole, with its site, its evidence and the hash of each capture', async () => {
    using bench = readBench();
    const finding = findingWith({ id: 'F-1', flaps: [START - MINUTE], chattering: true, occurrences: 7 });
    bench.save([finding]);
    const { store } = bench;
    store.transaction(() => {
      store.evidence.add({ finding_id: 'F-1', capture: 'OPENED', at: START, evidence: evidenceOf(120) });
      store.evidence.add({
        finding_id: 'F-1',
        capture: 'ESCALATED',
        at: START + HOUR,
        evidence: evidenceOf(60),
      });
    });
    const detail = await bench.ask('findings.get', { id: 'F-1' });
    expect(detail.finding).toEqual(finding);
    expect(detail).toMatchObject({
      site_name: 'Site S-1',
      timezone: 'Europe/Berlin',
      runbook: null,
      children: [],
    });
    expect(detail.evidence).toEqual(store.evidence.of('F-1').map(({ finding_id: _, ...capture }) => capture));
    expect(detail.evidence.map(({ capture, evidence }) => [capture, evidence.signal_counts])).toEqual([
      ['OPENED', { phone_events: 120 }],
      ['ESCALATED', { phone_events: 60 }],
    ]);
    expect(detail.evidence[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the runbook that it was opened with when there is a newer one', async () => {
    using bench = readBench();
    bench.store.transaction(() => {
      bench.store.runbooks.add([guide('As it was')], START, SYSTEM);
      bench.store.runbooks.add([guide('As it is')], START, SYSTEM);
    });
    bench.save([findingWith({ id: 'F-1', runbook: { finding_type: 'TOUR_*', version: 1 } })]);
    const { runbook } = await bench.ask('findings.get', { id: 'F-1' });
    expect(runbook).toEqual({ ...guide('As it was'), version: 1 });
    const inUse = { retired: null, compared: null };
    expect(await bench.ask('runbooks.list', {})).toEqual([{ ...guide('As it is'), version: 2, ...inUse }]);
  });

  it('shows what it adopted, most urgent first, and what was done about it, in order', async () => {
    using bench = readBench();
    bench.save([
      findingWith({ id: 'F-1' }),
      findingWith({ id: 'F-2', parent_id: 'F-1', severity: 'LOW' }),
      findingWith({ id: 'F-3', parent_id: 'F-1', severity: 'CRITICAL' }),
    ]);
    const { store } = bench;
    store.transaction(() =>
      store.trail.append([
        told('finding.opened', 'F-1', START),
        told('finding.acknowledged', 'F-2', START + MINUTE),
        told('finding.acknowledged', 'F-1', START + 2 * MINUTE),
      ]),
    );
    const detail = await bench.ask('findings.get', { id: 'F-1' });
    expect(detail.children.map(({ id }) => id)).toEqual(['F-3', 'F-2']);
    expect(detail.timeline).toEqual([
      {
        seq: 1,
        at: START,
        actor: 'local:ada',
        verified: false,
        action: 'finding.opened',
        reason: 'seen on the camera',
        before: null,
        after: null,
      },
      {
        seq: 3,
        at: START + 2 * MINUTE,
        actor: 'local:ada',
        verified: false,
        action: 'finding.acknowledged',
        reason: 'seen on the camera',
        before: null,
        after: null,
      },
    ]);
  });

  it('is refused by name when there is none', async () => {
    using bench = readBench();
    await expect(bench.ask('findings.get', { id: 'F-404' })).rejects.toThrow('There is no finding F-404.');
  });
});

describe('an export', () => {
  it('gives every finding once, in order of detection, part by part', async () => {
    using bench = readBench();
    const findings = Array.from(
      { length: 25 },
      (_, number): Finding =>
        findingWith({ id: `F-${(number * 7) % 25}`, detected_at: START + (number >> 1) * MINUTE }),
    );
    bench.save(findings);
    const exported: Finding[] = [];
    for (let more = true; more; ) {
      const last = exported.at(-1);
      const after = last === undefined ? null : { detected_at: last.detected_at, id: last.id };
      const part = await bench.ask('findings.export', { after, limit: 5 });
      exported.push(...part.findings);
      more = part.more;
      expect(more).toBe(exported.length < findings.length);
    }
    expect(exported).toEqual(
      [...findings].sort((a, b) => a.detected_at - b.detected_at || (a.id < b.id ? -1 : 1)),
    );
  });

  it('carries the evidence frozen with the finding when asked, whatever was captured later, null where there is none', async () => {
    using bench = readBench();
    const { store } = bench;
    bench.save([findingWith({ id: 'F-1' }), findingWith({ id: 'F-2' })]);
    store.transaction(() => {
      store.evidence.add({
        finding_id: 'F-1',
        capture: 'BY_HAND',
        at: START + HOUR,
        evidence: evidenceOf(60),
      });
      store.evidence.add({ finding_id: 'F-1', capture: 'OPENED', at: START, evidence: evidenceOf(120) });
    });
    const plain = await bench.ask('findings.export', {});
    expect(plain.findings[0]).not.toHaveProperty('evidence');
    const { findings } = await bench.ask('findings.export', { evidence: true });
    expect(findings.map(({ evidence }) => evidence)).toEqual([evidenceOf(120), null]);
  });
});

describe('lists', () => {
  it('give alerts newest first, of a site, since an instant, up to a limit', async () => {
    using bench = readBench();
    const { store } = bench;
    const sites = ['S-1', 'S-2', 'S-1'];
    bench.save(sites.map((site, number) => findingWith({ id: `F-${number}`, site })));
    const words = { severity: 'HIGH', alert_type: 'SILENT_SITE', message: 'Silent', state: 'OPEN' } as const;
    store.transaction(() =>
      store.alerts.save(
        sites.map((site, number) => ({
          ...words,
          id: `A-${number}`,
          finding_id: `F-${number}`,
          site,
          created_at: START + number * MINUTE,
        })),
      ),
    );
    const ids = async (question: { site?: string; since?: number; limit?: number }) =>
      (await bench.ask('alerts.list', question)).map(({ id }) => id);
    expect(await ids({})).toEqual(['A-2', 'A-1', 'A-0']);
    expect(await ids({ site: 'S-1' })).toEqual(['A-2', 'A-0']);
    expect(await ids({ since: START + MINUTE })).toEqual(['A-2', 'A-1']);
    expect(await ids({ limit: 1 })).toEqual(['A-2']);
  });

  it('tell what maintenance holds back now, and on request what it held back before', async () => {
    using bench = readBench();
    const { store } = bench;
    const breach = { site: 'S-1', finding_type: 'SILENT_SITE', subject: '', reason: 'Fire panel test' };
    const place = { site_name: 'Site S-1', timezone: 'Europe/Berlin', client: 'C-1', tenant: 'T-1' };
    const past = { window_start: START - 2 * HOUR, window_end: START - HOUR };
    const present = { window_start: START - MINUTE, window_end: START + HOUR };
    store.transaction(() => {
      store.suppressed.add({ ...breach, ...past, at: START - 2 * HOUR });
      store.suppressed.add({ ...breach, ...present, at: START });
      store.suppressed.add({ ...breach, ...present, at: START + MINUTE });
    });
    expect(await bench.ask('suppressed.list', {})).toEqual([
      { ...breach, ...present, ...place, first_at: START, last_at: START + MINUTE, count: 2 },
    ]);
    expect(await bench.ask('suppressed.list', { active: false })).toHaveLength(2);
    bench.clock.advance(HOUR);
    expect(await bench.ask('suppressed.list', {})).toEqual([]);
  });

  it('show rejected lines newest first, with the reason and the line itself', async () => {
    using bench = readBench();
    const { store } = bench;
    const line = { reason: 'UNKNOWN_SITE', detail: 'no site X', site: 'X', place: 'line 3' } as const;
    store.transaction(() => {
      store.quarantine.add({ ...line, at: START, raw: 'first' });
      store.quarantine.add({ ...line, at: START + 1, raw: 'second' });
    });
    const second = { ...line, id: 2, at: START + 1, raw: 'second', source: null };
    expect(await bench.ask('quarantine.list', { limit: 1 })).toEqual([second]);
    const older = await bench.ask('quarantine.list', { limit: 1, before: second.id });
    expect(older).toEqual([{ ...second, id: 1, at: START, raw: 'first' }]);
  });

  it('count rejected lines by reason and source, and list those of one', async () => {
    using bench = readBench();
    const { store } = bench;
    const line = { detail: '', site: null, place: null, at: START };
    store.transaction(() => {
      store.quarantine.add({ ...line, reason: 'INVALID', source: 'radio', raw: 'a' });
      store.quarantine.add({ ...line, reason: 'INVALID', source: 'radio', at: START + 5, raw: 'b' });
      store.quarantine.add({ ...line, reason: 'INVALID', raw: 'c' });
      store.quarantine.add({ ...line, reason: 'FUTURE', source: 'radio', raw: 'd' });
    });
    expect(await bench.ask('quarantine.groups', {})).toEqual([
      { reason: 'INVALID', source: 'radio', lines: 2, newest_at: START + 5 },
      { reason: 'FUTURE', source: 'radio', lines: 1, newest_at: START },
      { reason: 'INVALID', source: null, lines: 1, newest_at: START },
    ]);
    const raws = async (choice: object) => (await bench.ask('quarantine.list', choice)).map(({ raw }) => raw);
    expect(await raws({ reason: 'INVALID', source: 'radio' })).toEqual(['b', 'a']);
    expect(await raws({ source: null })).toEqual(['c']);
    expect(await bench.ask('quarantine.groups', {}, { tenants: ['T-1'] })).toEqual([]);
  });
});

describe('a check of the file', () => {
  const filled = (bench: ReadBench) => {
    const { store } = bench;
    bench.save([findingWith({ id: 'F-1' })]);
    store.transaction(() => {
      store.evidence.add({ finding_id: 'F-1', capture: 'OPENED', at: START, evidence: evidenceOf(120) });
      store.trail.append([told('finding.opened', 'F-1', START), told('finding.acknowledged', 'F-1', START)]);
    });
  };
  const tamper = (file: string, ...statements: readonly string[]) => {
    const raw = new Database(file);
    raw.pragma('foreign_keys = OFF');
    for (const statement of statements) raw.exec(statement);
    raw.close();
  };

  it('finds nothing wrong with a sound one, and names the head of the trail', async () => {
    using bench = readBench();
    filled(bench);
    expect(await bench.ask('engine.verify', {})).toEqual({
      ok: true,
      database: 'ok',
      trail_rows: 2,
      trail_head: expect.stringMatching(/^[0-9a-f]{64}$/),
      first_bad_row: null,
      archived: 0,
      anchors: null,
      problems: [],
    });
  });

  it('names a changed row of the trail, altered evidence and a missing reference, all at once', async () => {
    using bench = readBench();
    filled(bench);
    const triggers = new Database(bench.file)
      .prepare<[], string>("SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'")
      .pluck()
      .all();
    tamper(
      bench.file,
      ...triggers,
      "UPDATE trail SET actor = 'local:eve' WHERE seq = 2",
      "UPDATE evidence SET body = x'00'",
      "UPDATE evidence SET finding_id = 'F-404'",
    );
    const found = await bench.ask('engine.verify', {});
    expect(found).toMatchObject({ ok: false, database: 'ok', first_bad_row: 2 });
    expect(found.problems).toEqual([
      expect.stringContaining('evidence refers to a missing finding'),
      'The evidence OPENED of F-404 does not match its hash.',
      expect.stringContaining('The audit trail is broken at row 2'),
    ]);
  });
});
