import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { SITES_A_PAGE } from '#contract/sites.ts';
import { type CommandLine, commandLine, createTemplate } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** As FORMATS section 3 lists them. */
const FINDING_FIELDS = [
  'id',
  'tenant',
  'client',
  'site',
  'finding_type',
  'category',
  'severity',
  'subject',
  'title',
  'message',
  'status',
  'condition',
  'cadence',
  'condition_started_at',
  'detected_at',
  'last_seen_at',
  'cleared_at',
  'occurrences',
  'parent_id',
  'shelved_until',
  'acknowledged_at',
  'acknowledged_by',
  'resolved_at',
  'resolved_by',
  'disposition',
  'resolution_note',
  'runbook',
  'alert_id',
  'explanation',
];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const phone = (site: string, ts: string) => `${JSON.stringify({ type: 'phone_event', site, ts })}\n`;
/** Two sites that fall silent at 04:00. */
const TELEMETRY = ['01', '02', '03', '04']
  .flatMap((hour) => ['S-1', 'S-2'].map((site) => phone(site, `2026-01-05T${hour}:00:00Z`)))
  .join('');

function written(line: CommandLine, name: string, content: string | Buffer): string {
  const file = join(line.folder, name);
  writeFileSync(file, content);
  return file;
}

/** Two sites and four hours of telemetry, imported and ingested by the commands themselves. */
const telemetry = createTemplate(async (line) => {
  await line.vigil('import', written(line, 'sites.json', JSON.stringify(fleetDocument({ sites: 2 }))));
  await line.vigil('ingest', written(line, 'telemetry.ndjson', TELEMETRY));
});
/** The same, audited when both sites had been silent for two hours. */
const findings = createTemplate(async (line) => {
  await telemetry.fill(line);
  await line.vigil('audit', '--at', '2026-01-05T06:00:00Z');
});
afterAll(async () => {
  await telemetry.dispose();
  await findings.dispose();
});
const withTelemetry = () => telemetry.copy();
const withFindings = () => findings.copy();

const idsOf = async (line: CommandLine) =>
  (await line.vigil('findings', '--json')).lines().map((finding) => String(finding.id));

describe('the command line', () => {
  it('shows every command when it is asked nothing it knows', async () => {
    using line = commandLine();
    const told = await line.vigil('unknown');
    expect(told.code).toBe(2);
    for (const name of ['import', 'ingest', 'replay', 'findings', 'verify']) expect(told.err).toContain(name);
    expect(told.out).toBe('');
  });

  it.each([
    ['an unknown option', ['sites', '--colour']],
    ['a missing file', ['import']],
    ['a missing option', ['resolve', 'F-1', '--user', 'ada', '--note', 'n']],
    ['an operand where there is none', ['alerts', 'all']],
    ['a time without offset', ['replay', '--from', '2026-01-05T00:00:00', '--to', '2026-01-06T00:00:00Z']],
    [
      'a span that ends before it begins',
      ['replay', '--from', '2026-01-06T00:00:00Z', '--to', '2026-01-05T00:00:00Z'],
    ],
    ['a format that is not read', ['ingest', 'track.kml', '--format', 'kml']],
  ])('exits with 2 and shows the usage for %s', async (_, argv) => {
    using line = commandLine();
    const told = await line.vigil(...argv);
    expect(told.code).toBe(2);
    expect(told.err).toContain(`Usage: vigil ${argv[0]}`);
  });

  it('fails clearly where there is no database to read', async () => {
    using line = commandLine();
    const told = await line.vigil('findings', '--json');
    expect(told.code).toBe(1);
    expect(told.err).toContain('no database');
    expect(told.lines()).toEqual([{ error: expect.objectContaining({ code: 'not-found' }) }]);
  });
});

describe('import', () => {
  it('shows what it would do, does it once, and finds nothing to do again', async () => {
    using line = commandLine();
    const file = written(line, 'sites.json', JSON.stringify(fleetDocument({ sites: 2 })));
    const dry = await line.vigil('import', file, '--dry-run', '--json');
    expect(dry.lines()[0]).toMatchObject({ dry_run: true, version: null, counts: { sites: 2 } });
    expect((await line.vigil('sites', '--json')).lines()).toEqual([]);

    expect((await line.vigil('import', file)).code).toBe(0);
    expect((await line.vigil('sites', '--json')).lines().map(({ code }) => code)).toEqual(['S-1', 'S-2']);
    const again = await line.vigil('import', file, '--json');
    expect(again.lines()[0]?.entries).not.toContainEqual(expect.objectContaining({ change: 'added' }));
  });

  it('of more sites than one answer may hold lists them all', async () => {
    using line = commandLine();
    const many = fleetDocument({ sites: 2 * SITES_A_PAGE });
    await line.vigil('import', written(line, 'sites.json', JSON.stringify(many)));
    const codes = (await line.vigil('sites', '--json')).lines().map(({ code }) => code);
    expect(new Set(codes).size).toBe(2 * SITES_A_PAGE);
    expect(codes).toHaveLength(2 * SITES_A_PAGE);
  });

  it('names every problem with its place, and changes nothing', async () => {
    using line = commandLine();
    const document = fleetDocument({
      sites: 3,
      site: (index) => ({
        timezone: ['Mars/Base', 'UTC', 'UTC'][index] ?? 'UTC',
        priority: index === 1 ? 9 : 1,
      }),
    });
    const file = written(line, 'sites.json', JSON.stringify(document, null, 2));
    const told = await line.vigil('import', file, '--json');
    expect(told.code).toBe(1);
    const [{ error } = {}] = told.lines() as { error?: { problems: { place: string; line: number }[] } }[];
    expect(error?.problems.map(({ place }) => place)).toEqual([
      'tenants[0].clients[0].sites[0].timezone',
      'tenants[0].clients[0].sites[1].priority',
    ]);
    expect(error?.problems.every((problem) => problem.line > 1)).toBe(true);
    expect(told.err).toContain('Mars/Base');
    expect((await line.vigil('sites', '--json')).lines()).toEqual([]);
  });
});

describe('ingest', () => {
  it('counts what came, from a file, a compressed one and standard input, each event once', async () => {
    using line = commandLine();
    await line.vigil('import', written(line, 'sites.json', JSON.stringify(fleetDocument({ sites: 2 }))));
    const more = phone('S-1', '2026-01-05T09:00:00Z') + phone('NOWHERE', '2026-01-05T09:00:00Z');
    const first = await line.vigil('ingest', written(line, 'a.ndjson', TELEMETRY), '--json');
    expect(first.lines()).toEqual([{ accepted: 8, duplicates: 0, quarantined: 0 }]);
    const second = await line.vigil(
      'ingest',
      written(line, 'a.ndjson.gz', gzipSync(TELEMETRY + more)),
      '--json',
    );
    expect(second.lines()).toEqual([{ accepted: 1, duplicates: 8, quarantined: 1 }]);
    const third = await line.vigilWith(Buffer.from(TELEMETRY), 'ingest', '-');
    expect(third).toMatchObject({ code: 0, out: '0 accepted, 8 duplicates, 0 quarantined\n' });
  });

  it('keeps what it cannot read and says where it was; a file that is no telemetry at all fails', async () => {
    using line = commandLine();
    await line.vigil('import', written(line, 'sites.json', JSON.stringify(fleetDocument())));
    const mixed = written(line, 'mixed.ndjson', `${phone('S-1', '2026-01-05T09:00:00Z')}not json\n`);
    const told = await line.vigil('ingest', mixed, '--json');
    expect(told).toMatchObject({ code: 0 });
    expect(told.lines()).toEqual([{ accepted: 1, duplicates: 0, quarantined: 1 }]);
    expect(told.err).toContain('line 2');
    expect((await line.vigil('quarantine', '--json')).lines()).toMatchObject([
      { reason: 'INVALID', place: `${mixed}, line 2`, raw: 'not json', at: expect.stringMatching(INSTANT) },
    ]);
    expect((await line.vigil('ingest', written(line, 'none.ndjson', 'not json\n'))).code).toBe(1);
    expect((await line.vigil('ingest', join(line.folder, 'missing.ndjson'))).code).toBe(1);
  });
});

describe('audit, findings and alerts', () => {
  it('audits as of an instant and prints whole findings, evidence only when asked', async () => {
    using line = await withTelemetry();
    const audited = await line.vigil('audit', '--at', '2026-01-05T06:00:00Z', '--json');
    expect(audited.lines()[0]).toMatchObject({ sites_audited: 2, errors: [] });
    expect(audited.lines()[0]?.total_findings).toBeGreaterThanOrEqual(2);

    const findings = (await line.vigil('findings', '--json')).lines();
    for (const finding of findings) {
      expect(Object.keys(finding)).toEqual(expect.arrayContaining(FINDING_FIELDS));
      expect(finding).not.toHaveProperty('evidence');
      expect(finding.detected_at).toMatch(INSTANT);
    }
    const order = findings.map(({ detected_at, id }) => `${detected_at} ${id}`);
    expect(order).toEqual([...order].sort());
    const silent = (
      await line.vigil('findings', '--type', 'SILENT_SITE', '--site', 'S-1', '--evidence', '--json')
    ).lines();
    expect(silent).toMatchObject([
      { site: 'S-1', evidence: { collection_window: { duration_minutes: 120 } } },
    ]);
  });

  it('writes down who audited, of which sites, and as of when', async () => {
    using line = await withTelemetry();
    await line.vigil('audit', '--site', 'S-1', '--at', '2026-01-05T06:00:00Z', '--cadence', 'HEARTBEAT');
    const db = new Database(line.database, { readonly: true });
    const rows = db
      .prepare<[], { actor: string; after: string }>(
        "SELECT actor, after FROM trail JOIN trail_payload USING (seq) WHERE action = 'audit.ran'",
      )
      .all();
    db.close();
    expect(rows).toEqual([{ actor: expect.stringMatching(/^local:./), after: expect.any(String) }]);
    expect(JSON.parse(rows[0]?.after ?? '')).toMatchObject({
      sites: ['S-1'],
      cadence: 'HEARTBEAT',
      as_of: Date.parse('2026-01-05T06:00:00Z'),
    });
  });

  it('filters by instant half open, and counts by type or site', async () => {
    using line = await withFindings();
    const count = async (...options: readonly string[]) =>
      (await line.vigil('findings', '--json', ...options)).lines().length;
    const all = await count();
    expect(await count('--since', '2026-01-05T06:00:00Z')).toBe(all);
    expect(await count('--until', '2026-01-05T06:00:00Z')).toBe(0);
    expect(await count('--type', 'CRITICAL_SIGNAL_*', '--severity', 'high')).toBeGreaterThan(0);
    const bySite = (await line.vigil('findings', '--count-by', 'site', '--json')).lines();
    expect(bySite.reduce((sum, row) => sum + Number(row.count), 0)).toBe(all);
    expect(bySite.map(({ site }) => site).sort()).toEqual(['S-1', 'S-2']);
  });

  it('lists alerts of one site with their instants', async () => {
    using line = await withFindings();
    const alerts = (await line.vigil('alerts', '--site', 'S-2', '--json')).lines();
    expect(alerts.length).toBeGreaterThan(0);
    for (const alert of alerts)
      expect(alert).toMatchObject({ site: 'S-2', state: 'OPEN', created_at: expect.stringMatching(INSTANT) });
    expect((await line.vigil('alerts', '--since', '2026-01-06T00:00:00Z', '--json')).lines()).toEqual([]);
  });
});

describe('the workflow', () => {
  it('acknowledges, shelves and resolves in the name of the user, and says what could not be done', async () => {
    using line = await withFindings();
    const [first = '', second = ''] = await idsOf(line);
    expect((await line.vigil('ack', first, '--user', 'ada', '--note', 'looking')).code).toBe(0);
    const resolved = await line.vigil(
      'resolve',
      second,
      'F-NONE',
      '--user',
      'ada',
      '--disposition',
      'benign',
      '--note',
      'test of the line',
      '--json',
    );
    expect(resolved.code).toBe(1);
    expect(resolved.lines()[0]).toMatchObject({ changed: [second], refused: [{ id: 'F-NONE' }] });
    const findings = new Map(
      (await line.vigil('findings', '--json')).lines().map((finding) => [finding.id, finding]),
    );
    expect(findings.get(first)).toMatchObject({ status: 'ACKNOWLEDGED', acknowledged_by: 'local:ada' });
    expect(findings.get(second)).toMatchObject({
      status: 'RESOLVED',
      disposition: 'BENIGN',
      resolution_note: 'test of the line',
    });

    const [third = ''] = (await line.vigil('findings', '--status', 'NEW', '--json'))
      .lines()
      .map(({ id }) => String(id));
    expect(
      (await line.vigil('shelve', third, '--user', 'ada', '--minutes', '30', '--reason', 'works')).code,
    ).toBe(0);
    const shelved = (await line.vigil('findings', '--json')).lines().find(({ id }) => id === third);
    expect(shelved?.shelved_until).toMatch(INSTANT);
  });

  it('writes notes and gives findings away, once', async () => {
    using line = await withFindings();
    const [first = ''] = await idsOf(line);
    expect((await line.vigil('note', first, '--user', 'ada', '--text', 'Rain.')).code).toBe(0);
    const assign = () => line.vigil('assign', first, '--user', 'ada', '--to', 'Ben', '--json');
    expect((await assign()).lines()[0]).toMatchObject({ changed: [first], refused: [] });
    const again = await assign();
    expect(again.code).toBe(1);
    expect(again.lines()[0]).toMatchObject({ refused: [{ id: first, why: 'Ben has it already.' }] });
  });
});

describe('baselines', () => {
  it('learns the week from what is stored, and shows every cell of a metric', async () => {
    using line = await withTelemetry();
    const built = await line.vigil(
      'baselines',
      'build',
      '--days',
      '7',
      '--until',
      '2026-01-05T06:00:00Z',
      '--json',
    );
    expect(built.lines()[0]).toMatchObject({ baselines_updated: 0, errors: [] });
    const cells = (
      await line.vigil('baselines', 'show', '--site', 'S-1', '--metric', 'phone_events', '--json')
    ).lines();
    // 01:00 UTC on a Monday is 02:00 in Berlin.
    expect(cells.find(({ hour_of_week }) => hour_of_week === 2)).toMatchObject({
      metric: 'phone_events',
      max: 1,
      state: 'learning',
    });
    expect((await line.vigil('baselines')).code).toBe(2);
    expect((await line.vigil('baselines', 'build', '--site', 'NONE')).code).toBe(1);
  });
});

describe('verify', () => {
  it('is content with what was written, and fails when a row of the trail was bent', async () => {
    using line = await withFindings();
    expect((await line.vigil('verify', '--json')).lines()[0]).toMatchObject({ ok: true, problems: [] });
    const db = new Database(line.database);
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
      )
      .all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.exec("UPDATE trail SET actor = 'local:mallory' WHERE seq = 2");
    db.close();
    const told = await line.vigil('verify', '--json');
    expect(told.code).toBe(1);
    expect(told.lines()[0]).toMatchObject({ ok: false, first_bad_row: 2 });
  });
});

describe('replay', () => {
  const SPAN = ['--from', '2026-01-05T00:00:00Z', '--to', '2026-01-05T08:00:00Z'];

  it('prints findings and then the summary; a dry run writes nothing, a second run adds nothing', async () => {
    using line = await withTelemetry();
    const dry = (await line.vigil('replay', ...SPAN, '--dry-run', '--json')).lines();
    expect(await idsOf(line)).toEqual([]);
    const summary = dry.at(-1)?.summary as Record<string, Record<string, number>>;
    expect(Object.keys(summary)).toEqual([
      'audits',
      'findings',
      'elapsed_ms',
      'site_ms',
      'queries_per_audit',
    ]);
    expect(summary.findings?.SILENT_SITE).toBe(2);

    const real = (await line.vigil('replay', ...SPAN, '--json')).lines();
    expect(real.slice(0, -1)).toEqual(dry.slice(0, -1));
    expect(existsSync(`${line.database}-wal`)).toBe(false); // everything is in the one file
    const stored = await idsOf(line);
    expect(new Set(stored)).toEqual(new Set(real.slice(0, -1).map(({ id }) => id)));
    const again = (await line.vigil('replay', ...SPAN, '--json')).lines();
    expect(again.slice(0, -1)).toEqual(real.slice(0, -1));
    expect(await idsOf(line)).toEqual(stored);
  });

  it('tries changed settings without keeping anything, and refuses a setting that is none', async () => {
    using line = await withTelemetry();
    const tried = await line.vigil('replay', ...SPAN, '--set', 'S-1.enabled=false', '--json');
    expect(
      new Set(
        tried
          .lines()
          .slice(0, -1)
          .map(({ site }) => site),
      ),
    ).toEqual(new Set(['S-2']));
    expect(await idsOf(line)).toEqual([]);
    const wrong = await line.vigil('replay', ...SPAN, '--set', 'S-1.audit_frequency_minutes=3');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('audit_frequency_minutes');
  });
});

describe('simulate', () => {
  it('writes a fleet that imports, with telemetry that ingests whole', async () => {
    using line = commandLine();
    const out = join(line.folder, 'fleet');
    const simulated = await line.vigil(
      'simulate',
      '--sites',
      '3',
      '--days',
      '1',
      '--seed',
      '7',
      '--out',
      out,
      '--json',
    );
    const [summary] = simulated.lines();
    expect(summary).toMatchObject({ sites: 3, days: 1, seed: 7, start: '2026-01-05T00:00:00.000Z' });
    expect((await line.vigil('import', join(out, 'sites.yaml'))).code).toBe(0);
    const [counts] = (await line.vigil('ingest', join(out, 'telemetry.ndjson'), '--json')).lines();
    expect(counts).toMatchObject({ quarantined: 0 });
    expect(Number(counts?.accepted) + Number(counts?.duplicates)).toBe(summary?.events);
    expect(
      (await line.vigil('simulate', '--sites', '0', '--days', '1', '--seed', '7', '--out', out)).code,
    ).toBe(2);
  });
});

it('says of a database that an earlier version left what to do, in place of a table that is missing', async () => {
  using line = commandLine();
  await line.vigil('sites');
  await line.vigil('mappings', 'save', join(import.meta.dirname, '../fixtures/guard-tour/tour-pen.json'));
  const db = new Database(line.database);
  const newest = db.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
  db.prepare('DELETE FROM __drizzle_migrations WHERE created_at = ?').run(newest);
  db.close();
  for (const args of [
    ['sites'],
    ['replay', '--from', '2026-01-05T00:00:00Z', '--to', '2026-01-05T01:00:00Z', '--dry-run'],
  ]) {
    const told = await line.vigil(...args);
    expect([told.code, told.err], args[0]).toEqual([1, expect.stringContaining('earlier version of Vigil')]);
  }
});
