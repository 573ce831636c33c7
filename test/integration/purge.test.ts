import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { localActor, type TenantScope } from '#core/model/actor.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { ReportDocument } from '#core/model/report.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { packEvidence } from '#main/adapters/sqlite/evidence.ts';
import { type OpenStore, openStore } from '#main/adapters/sqlite/store.ts';
import { type CommandLine, createTemplate } from '#test/kit/command-line.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument, siteDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const OLD = NOW - 200 * DAY;
/** Of nobody else and nowhere else in the folder; each site has a place of its own. */
const NAME = 'Zebediah Quux';
const PLACES = { 'S-1': 48.123_456_789, 'S-2': 51.987_654_321 } as const;

const evidenceOf = (id: string) =>
  // Safe: what evidence says is not looked at here, only whether its bytes are there.
  ({ guard_status: [{ name: NAME, last_location: PLACES['S-1'], of: id }] }) as unknown as Evidence;

function saveWhole(
  { transaction, findings, evidence, trail, session }: OpenStore,
  id: string,
  more = {},
): void {
  const ended = {
    status: 'RESOLVED',
    condition: 'CLEARED',
    resolved_at: OLD,
    disposition: 'BENIGN',
  } as const;
  transaction(() => {
    findings.save([findingWith({ id, detected_at: OLD - DAY, ...ended, ...more })]);
    evidence.add({ finding_id: id, capture: 'OPENED', at: OLD, evidence: evidenceOf(id) });
    trail.append([
      {
        ...{
          at: OLD,
          actor: localActor('ada'),
          action: 'finding.dispatched',
          entity: 'finding',
          entity_id: id,
        },
        ...{ reason: null, before: null, after: { who: `${NAME} of ${id}` } },
      },
    ]);
    session
      .prepare<[string, string, string]>(
        'INSERT INTO dispatch (id, finding_id, site, who, sent_at, sent_by) VALUES (?, ?, NULL, ?, 0, 0)',
      )
      .run(`D-${id}`, id, `${NAME} for ${id}`);
  });
}

/** Three findings of long ago and one of last week, and where somebody was then at two sites. */
const template = createTemplate(async ({ folder, database, vigil, vigilWith }) => {
  const fleet = fleetDocument({ sites: 2, site: (n) => siteDocument({ code: `S-${n + 1}` }) });
  writeFileSync(join(folder, 'fleet.json'), JSON.stringify(fleet));
  expect(await vigil('import', join(folder, 'fleet.json'))).toMatchObject({ code: 0 });
  const lines = Object.entries(PLACES).map(([site, lat]) =>
    JSON.stringify({
      type: 'location',
      site,
      ts: new Date(OLD).toISOString(),
      lat,
      lon: 13.1,
      person: `G-${site}`,
    }),
  );
  expect(await vigilWith(Buffer.from(`${lines.join('\n')}\n`), 'ingest', '-')).toMatchObject({ code: 0 });
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  saveWhole(store, 'F-ARCHIVED');
  store.close();
  expect(await vigil('archive', '--older-than', '90d')).toMatchObject({ code: 0 });
  const again = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  saveWhole(again, 'F-HERE');
  saveWhole(again, 'F-PERSON', { site: null, subject: 'person:G-9@2026-01-05T00:00' });
  saveWhole(again, 'F-NEW', { detected_at: NOW - 7 * DAY, resolved_at: NOW - 7 * DAY });
  again.close();
  await vigil('purge', '--older-than', '3000d'); // makes the first backup, and deletes nothing
});
afterAll(template.dispose);

/** A closed case, a kept report and a mail with it that was sent, each with the name of somebody, and the bytes by which they are found. */
function saveDocuments(
  store: OpenStore,
  of: { readonly id: string; readonly at: number; readonly finding: string; readonly scope: TenantScope },
): readonly (Buffer | string)[] {
  const { id, at, finding, scope } = of;
  const who = `${NAME} in ${id}`;
  const by = { by: who, verified: false, at } as const;
  const document = { seen: Array.from({ length: 40 }, (_, n) => `${who} ${n} at ${PLACES['S-1'] + n}`) };
  // Safe: what a report says is not looked at here, only whether its bytes are there.
  const report = { kind: 'handover', document: document as unknown as ReportDocument } as const;
  const bytes = Buffer.from(`${who} ${PLACES['S-1']} as a PDF`);
  const { session, trail } = store;
  store.transaction(() => {
    const opened = { opened_at: at, opened_by: who, closed_at: at, closed_by: who, revision: 2 };
    const item = { id: 'I', finding, title: 'x', added_at: at, added_by: who, bundle: null };
    const note = { ...by, text: `${who} was seen`, item: null };
    store.cases.save({ ...{ id: `C-${id}`, name: who, scope }, ...opened, items: [item], notes: [note] }, at);
    const kept = {
      id: `R-${id}`,
      title: who,
      subject: who,
      span: 'x',
      sha256: 'x',
      made_at: at,
      made_by: who,
    };
    store.reports.add({ ...kept, ...report, scope });
    store.reports.sign(`R-${id}`, { ...by, role: 'OUTGOING', note: who });
    store.deliveries.attach(`sha-${id}`, bytes);
    const content = JSON.stringify({ to: [who], attachments: [{ sha256: `sha-${id}` }] });
    session
      .prepare<[string, string, string, number, number]>(
        `INSERT INTO delivery (id, action, report_id, kind, state, content, hash, authors, requested_at, reason, expires_at, automatic, attempts, maybe, moved_at, moved_by)
         VALUES (?, 'mail', ?, 'REPORT', 'SENT', ?, 'x', '[]', ?, 'x', 0, 0, 1, 0, ?, 'x')`,
      )
      .run(`D-mail-${id}`, `R-${id}`, content, at, at);
    const row = { at, actor: localActor('ada'), reason: null, before: null } as const;
    trail.append([
      { ...row, action: 'case.noted', entity: 'case', entity_id: `C-${id}`, after: { text: `${who} noted` } },
      {
        ...row,
        action: 'report.kept',
        entity: 'report',
        entity_id: `R-${id}`,
        after: { title: `${who} kept` },
      },
      {
        ...row,
        action: 'delivery.sent',
        entity: 'delivery',
        entity_id: `D-mail-${id}`,
        after: { to: `${who} told` },
      },
    ]);
  });
  return [who, bytes, gzipSync(JSON.stringify(document)).subarray(20, -8)];
}

const bytesOf = {
  place: (lat: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(lat);
    return bytes;
  },
  /** Without what every packed text begins and ends with. */
  evidence: (id: string) => packEvidence(evidenceOf(id)).body.subarray(20, -8),
};

/** Every file of the folder, but what was put there to be read in, that has these bytes. */
const filesWith = ({ folder }: CommandLine, bytes: Buffer | string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'fleet.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => existsSync(file) && readFileSync(file).includes(bytes));

describe('a purge', () => {
  it('leaves no place and no name of before behind, in no file, and everything whole', async () => {
    using line = await template.copy();
    const { vigil } = line;
    const of = ['F-ARCHIVED', 'F-HERE', 'F-PERSON'];
    for (const id of of) {
      expect(filesWith(line, `${NAME} for ${id}`)).not.toEqual([]);
      expect(filesWith(line, bytesOf.evidence(id))).not.toEqual([]);
    }
    expect(filesWith(line, bytesOf.place(PLACES['S-1']))).not.toEqual([]);

    const told = await vigil('purge', '--older-than', '90d', '--json');
    expect(told.lines()).toMatchObject([{ events: 2, details: 9 }]);
    for (const id of of) {
      expect(filesWith(line, `${NAME} for ${id}`)).toEqual([]);
      expect(filesWith(line, `${NAME} of ${id}`)).toEqual([]);
      expect(filesWith(line, bytesOf.evidence(id))).toEqual([]);
    }
    for (const lat of Object.values(PLACES)) expect(filesWith(line, bytesOf.place(lat))).toEqual([]);
    expect(filesWith(line, `${NAME} for F-NEW`)).not.toEqual([]);
    expect((await vigil('verify', '--json')).lines()).toMatchObject([{ ok: true, archived: 1 }]);
    const found = (await vigil('findings', '--json')).lines().map(({ id }) => id);
    expect(found.toSorted()).toEqual(['F-ARCHIVED', 'F-HERE', 'F-NEW', 'F-PERSON']);
  });

  it('leaves nothing of databases that were put aside, unless a hold is about something', async () => {
    using line = await template.copy();
    const { vigil, folder, database } = line;
    const aside = join(folder, 'quarantine', '0001');
    mkdirSync(aside, { recursive: true });
    copyFileSync(database, join(aside, 'vigil.db'));
    await vigil('hold', 'place', 'FINDING', 'F-HERE', '--because', 'Claim 4711', '--user', 'ada');
    const held = await vigil('purge', '--older-than', '90d', '--json');
    expect(held.lines()).toMatchObject([{ quarantined: 0, quarantined_kept: 1 }]);
    expect(existsSync(join(aside, 'vigil.db'))).toBe(true);
    await vigil('hold', 'release', 'FINDING', 'F-HERE', '--because', 'Settled', '--user', 'ada');
    const told = await vigil('purge', '--older-than', '90d', '--json');
    expect(told.lines()).toMatchObject([{ quarantined: 1, quarantined_kept: 0 }]);
    for (const id of ['F-ARCHIVED', 'F-HERE', 'F-PERSON'])
      expect(filesWith(line, `${NAME} for ${id}`)).toEqual([]);
  });

  it('deletes what the desk noted about people’s duty, and keeps what is newer or held', async () => {
    using line = await template.copy();
    const { vigil, database } = line;
    const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
    const { session } = store;
    const note = (site: number, at: number) => {
      const reason = `${NAME} on ${site} at ${at}`;
      session
        .prepare<[string, number, number, number, string]>(
          `INSERT INTO absence (id, site_id, person, start, "end", reason, noted_at, noted_by) VALUES (?, ?, 'G', ?, ?, ?, 0, 'x')`,
        )
        .run(reason, site, at - DAY, at, reason);
      session
        .prepare<[number, number, number, string]>(
          `INSERT INTO check_in_extension (site_id, person, noted_at, until, reason, noted_by) VALUES (?, 'G', ?, ?, ?, 'x')`,
        )
        .run(site, at, at, reason);
      session
        .prepare<[number, string, number, number, string]>(
          `INSERT INTO tour_by_hand (site_id, tour, run, start, completed_at, reason, noted_at, noted_by) VALUES (?, 'T', ?, ?, ?, ?, 0, 'x')`,
        )
        .run(site, reason, at, at, reason);
    };
    const [held, other] = session.pluck<[], number>("SELECT id FROM site ORDER BY code = 'S-1' DESC").all();
    store.transaction(() => {
      for (const site of [held ?? 0, other ?? 0]) for (const at of [OLD, NOW - DAY]) note(site, at);
    });
    store.close();
    await vigil('hold', 'place', 'SITE', 'S-1', '--because', 'Claim 4711', '--user', 'ada');
    expect(await vigil('purge', '--older-than', '90d')).toMatchObject({ code: 0 });
    expect(filesWith(line, `${NAME} on ${other} at ${OLD}`)).toEqual([]);
    for (const kept of [`on ${other} at ${NOW - DAY}`, `on ${held} at ${OLD}`, `on ${held} at ${NOW - DAY}`])
      expect(filesWith(line, `${NAME} ${kept}`)).not.toEqual([]);
    const left = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
    for (const table of ['absence', 'check_in_extension', 'tour_by_hand'])
      expect(left.session.pluck<[], number>(`SELECT count(*) FROM ${table}`).get()).toBe(3);
    left.close();
  });

  it('leaves nothing of closed cases, kept reports and the mails that carried them, unless a hold may be about them', async () => {
    using line = await template.copy();
    const { vigil, database } = line;
    const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
    const bytesOfAll: Record<string, readonly (Buffer | string)[]> = {};
    for (const [id, at, finding, tenant] of [
      ['old', OLD, 'F-HERE', 'T-1'],
      ['young', NOW - 7 * DAY, 'F-HERE', 'T-1'],
      ['other', OLD, 'F-PERSON', 'T-1'],
      ['of another tenant', OLD, 'F-PERSON', 'T-2'],
    ] as const)
      bytesOfAll[id] = saveDocuments(store, { id, at, finding, scope: { tenants: [tenant] } });
    store.close();
    const found = (id: string) =>
      (bytesOfAll[id] ?? []).filter((bytes) => filesWith(line, bytes).length > 0).length;
    const all = bytesOfAll.old?.length;
    expect([found('old'), found('young'), found('other')]).toEqual([all, all, all]);

    const because = ['--because', 'Claim 4711', '--user', 'ada'];
    await vigil('hold', 'place', 'SITE', 'S-1', ...because);
    expect((await vigil('purge', '--older-than', '90d', '--json')).lines()).toMatchObject([
      { cases: 2, reports: 1, messages: 1 },
    ]);
    expect([found('old'), found('young'), found('of another tenant')]).toEqual([all, all, 0]);
    await vigil('hold', 'release', 'SITE', 'S-1', ...because);
    await vigil('hold', 'place', 'FINDING', 'F-PERSON', ...because);
    expect((await vigil('purge', '--older-than', '90d', '--json')).lines()).toMatchObject([
      { cases: 1, reports: 2, messages: 2 },
    ]);
    expect([found('old'), found('young'), found('other')]).toEqual([0, all, 0]);
    expect(await vigil('verify')).toMatchObject({ code: 0 });
  });

  it.each([
    ['a finding of the archive', ['FINDING', 'F-ARCHIVED'], 'F-ARCHIVED', 2],
    ['a finding', ['FINDING', 'F-HERE'], 'F-HERE', 2],
    ['a person', ['PERSON', 'G-9'], 'F-PERSON', 2],
    ['a site, with what happened there', ['SITE', 'S-1'], 'F-HERE', 1],
    ['the site of a person', ['PERSON', 'G-S-1'], 'F-ARCHIVED', 1],
  ])('keeps what a hold on %s is about, until it is released', async (_, about, id, events) => {
    using line = await template.copy();
    const { vigil } = line;
    const because = ['--because', 'Claim 4711', '--user', 'ada'];
    expect(await vigil('hold', 'place', ...about, ...because)).toMatchObject({ code: 0 });
    expect(await vigil('hold', 'place', ...about, ...because)).toMatchObject({ code: 1 });
    expect((await vigil('hold', 'list', '--json')).lines()).toMatchObject([
      { kind: about[0], code: about[1], reason: 'Claim 4711', by: 'local:ada' },
    ]);
    expect((await vigil('purge', '--older-than', '90d', '--json')).lines()).toMatchObject([{ events }]);
    expect(filesWith(line, `${NAME} for ${id}`)).not.toEqual([]);
    expect(filesWith(line, bytesOf.evidence(id))).not.toEqual([]);

    expect(await vigil('hold', 'release', ...about, ...because)).toMatchObject({ code: 0 });
    expect(await vigil('purge', '--older-than', '90d')).toMatchObject({ code: 0 });
    expect(filesWith(line, `${NAME} for ${id}`)).toEqual([]);
    expect(filesWith(line, bytesOf.evidence(id))).toEqual([]);
    expect(await vigil('verify')).toMatchObject({ code: 0 });
  });

  it('is for as long as was decided for each kind', async () => {
    using line = await template.copy();
    const { vigil } = line;
    expect((await vigil('retention', '--json')).lines()).toEqual([
      { days: 400, evidence_days: 730, cases_days: 730, reports_days: 1_461 },
    ]);
    expect(await vigil('retention', '--evidence-days', '3')).toMatchObject({ code: 2 });
    expect((await vigil('retention', '--evidence-days', '365', '--json')).lines()).toEqual([
      { days: 400, evidence_days: 365, cases_days: 730, reports_days: 1_461 },
    ]);
    const documents = ['--cases-days', '200', '--reports-days', '300'];
    expect((await vigil('retention', ...documents, '--json')).lines()).toEqual([
      { days: 400, evidence_days: 365, cases_days: 200, reports_days: 300 },
    ]);
    expect(await vigil('hold', 'place', 'TENANT', 'T-1', '--because', 'x')).toMatchObject({ code: 2 });
  });
});
