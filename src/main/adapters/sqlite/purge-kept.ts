import { isWithin, type Place, type TenantScope } from '#core/model/actor.ts';
import type { CaseFolder } from '#core/model/case-folder.ts';
import type { Hold } from '#core/model/hold.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import { withoutGuards } from './guards.ts';
import { heldBy } from './held.ts';
import type { Session } from './statements.ts';

/** Documents that are looked at in one transaction. */
const AT_ONCE = 20;
const UNDER_WAY = "('REQUESTED', 'QUEUED', 'SENDING')";
/** What the trail keeps beside its chain about one thing. */
const PAYLOADS =
  'DELETE FROM trail_payload WHERE seq IN (SELECT seq FROM trail WHERE entity = ? AND entity_id = ?)';

/** What nobody changes; only its time takes it away. */
const GUARDED = ['report', 'report_signature', 'attachment', 'checkup', 'checkup_tick'];

type Mail = {
  readonly id: string;
  readonly report_id: string;
  readonly requested_at: EpochMs;
  readonly scope: string;
};
type Document = { readonly id: string; readonly at: EpochMs };

/**
 * Deletes documents that were kept until their time was over, each with its part of the trail's payloads: closed cases with their notes, kept
 * reports with the names under them, and messages that carried a report, with their files. Yields after each slice. The chain of the trail stays, and
 * so does what a hold may be about: more rather than less, for what a document says of whom cannot be told from outside.
 */
export function createPurgeKept(session: Session): Store['purgeKept'] {
  return function* purgeKept(before, holds) {
    const held = heldDocuments(session, holds);
    const messages = yield* purgeMessages(session, before.messages, held.report);
    const reports = yield* purgeReports(session, before.reports, held.report);
    return { messages, reports, cases: yield* purgeCases(session, before.cases, held.folder) };
  };
}

type HeldDocuments = {
  readonly report: (scope: TenantScope) => boolean;
  readonly folder: (folder: Pick<CaseFolder, 'items'>) => boolean;
};

/** A report is held where it may be about a held site; a case where a finding in it is held, by itself, its person or its site. */
export function heldDocuments(session: Session, holds: readonly Hold[]): HeldDocuments {
  const { findings, people, sites } = heldBy(session, holds);
  const heldFindings = session.pluck<
    [{ items: string; findings: string; people: string; sites: string }],
    number
  >(`
    SELECT 1 FROM (SELECT id, site, subject FROM finding UNION ALL SELECT id, site, subject FROM archived_finding)
     WHERE id IN (SELECT value FROM json_each(@items))
       AND (id IN (SELECT value FROM json_each(@findings)) OR site IN (SELECT value FROM json_each(@sites))
         OR EXISTS (SELECT 1 FROM json_each(@people) p
              WHERE subject = 'person:' || p.value OR substr(subject, 1, length(p.value) + 8) = 'person:' || p.value || '@'))
     LIMIT 1`);
  const places = session
    .prepare<[{ sites: string; findings: string }], Place>(`
      SELECT s.code, c.code AS client, t.code AS tenant FROM site s JOIN client c ON c.id = s.client_id JOIN tenant t ON t.id = c.tenant_id
       WHERE s.code IN (SELECT value FROM json_each(@sites))
          OR s.code IN (SELECT site FROM finding WHERE id IN (SELECT value FROM json_each(@findings)))
          OR s.code IN (SELECT site FROM archived_finding WHERE id IN (SELECT value FROM json_each(@findings)))`)
    .all({ sites, findings });
  return {
    report: (scope) =>
      holds.length > 0 && (scope === 'all' || places.some((place) => isWithin(place, scope))),
    folder: ({ items }) => {
      const asked = JSON.stringify(items.map(({ finding }) => finding));
      return heldFindings.get({ items: asked, findings, people, sites }) !== undefined;
    },
  };
}

function* purgeMessages(
  session: Session,
  before: EpochMs,
  isHeld: HeldDocuments['report'],
): Generator<void, number> {
  const page = session.prepare<[EpochMs, string, EpochMs], Mail>(`
    SELECT d.id, d.report_id, d.requested_at, r.scope FROM delivery d INDEXED BY delivery_requested JOIN report r ON r.id = d.report_id
     WHERE (d.requested_at, d.id) > (?, ?) AND d.requested_at < ? AND d.state NOT IN ${UNDER_WAY}
     ORDER BY d.requested_at, d.id LIMIT ${AT_ONCE}`);
  const forget = createForgetMessage(session);
  let [deleted, last]: [number, { requested_at: EpochMs; id: string }] = [
    0,
    { requested_at: Number.MIN_SAFE_INTEGER, id: '' },
  ];
  for (;;) {
    const rows = page.all(last.requested_at, last.id, before);
    const newest = rows.at(-1);
    if (newest === undefined) return deleted;
    const going = rows.filter(({ scope }) => !isHeld(JSON.parse(scope)));
    if (going.length > 0)
      session.transaction(() =>
        withoutGuards(session, GUARDED, () => {
          for (const { id } of going) forget(id);
        }),
      );
    deleted += going.length;
    last = newest;
    yield;
  }
}

/** A message with what the trail keeps of it, and those of its files that no other message carries. */
function createForgetMessage(session: Session): (id: string) => void {
  const filesOf = session.pluck<[string], string>(
    `SELECT a.value ->> '$.sha256' FROM delivery d, json_each(d.content, '$.attachments') a WHERE d.id = ?`,
  );
  const drop = session.prepare<[string]>('DELETE FROM delivery WHERE id = ?');
  const isCarried = session.pluck<[string], number>(`
    SELECT 1 FROM delivery d INDEXED BY delivery_report, json_each(d.content, '$.attachments') a
     WHERE d.report_id IS NOT NULL AND a.value ->> '$.sha256' = ? LIMIT 1`);
  const dropFile = session.prepare<[string]>('DELETE FROM attachment WHERE sha256 = ?');
  const payloads = session.prepare<[string, string]>(PAYLOADS);
  return (id) => {
    const files = filesOf.all(id);
    drop.run(id);
    payloads.run('delivery', id);
    for (const sha256 of files) if (isCarried.get(sha256) === undefined) dropFile.run(sha256);
  };
}

function* purgeReports(
  session: Session,
  before: EpochMs,
  isHeld: HeldDocuments['report'],
): Generator<void, number> {
  const page = session.prepare<[EpochMs, string, EpochMs], Document & { readonly scope: string }>(`
    SELECT id, made_at AS at, scope FROM report WHERE (made_at, id) > (?, ?) AND made_at < ?
     ORDER BY made_at, id LIMIT ${AT_ONCE}`);
  const messages = session.prepare<[string], { readonly id: string; readonly ended: number }>(
    `SELECT id, state NOT IN ${UNDER_WAY} AS ended FROM delivery WHERE report_id = ?`,
  );
  const forgetMessage = createForgetMessage(session);
  // A checkup stays as having been signed: when the next one is due goes by it.
  const drops = [
    'DELETE FROM checkup_tick WHERE checkup_id IN (SELECT id FROM checkup WHERE report_id = ?)',
    'UPDATE checkup SET report_id = NULL, items = NULL WHERE report_id = ?',
    'DELETE FROM report_signature WHERE report_id = ?',
    'DELETE FROM report WHERE id = ?',
  ].map((sql) => session.prepare<[string]>(sql));
  const payloads = session.prepare<[string, string]>(PAYLOADS);
  const forget = (id: string): number => {
    const carried = messages.all(id);
    if (carried.some(({ ended }) => ended === 0)) return 0;
    for (const message of carried) forgetMessage(message.id);
    for (const drop of drops) drop.run(id);
    payloads.run('report', id);
    return 1;
  };
  let [deleted, last]: [number, Document] = [0, { at: Number.MIN_SAFE_INTEGER, id: '' }];
  for (;;) {
    const rows = page.all(last.at, last.id, before);
    const newest = rows.at(-1);
    if (newest === undefined) return deleted;
    const going = rows.filter(({ scope }) => !isHeld(JSON.parse(scope)));
    if (going.length > 0)
      deleted += session.transaction(() =>
        withoutGuards(session, GUARDED, () => going.reduce((sum, { id }) => sum + forget(id), 0)),
      );
    last = newest;
    yield;
  }
}

function* purgeCases(
  session: Session,
  before: EpochMs,
  isHeld: HeldDocuments['folder'],
): Generator<void, number> {
  const page = session.prepare<[string, EpochMs], { readonly id: string; readonly document: string }>(`
    SELECT id, document FROM case_folder WHERE id > ? AND document ->> '$.closed_at' < ? ORDER BY id LIMIT ${AT_ONCE}`);
  const drop = session.prepare<[string]>('DELETE FROM case_folder WHERE id = ?');
  const payloads = session.prepare<[string, string]>(PAYLOADS);
  let [deleted, last] = [0, ''];
  for (;;) {
    const rows = page.all(last, before);
    const newest = rows.at(-1);
    if (newest === undefined) return deleted;
    // Safe: nothing but the repository of cases writes it.
    const going = rows.filter(({ document }) => !isHeld(JSON.parse(document) as CaseFolder));
    session.transaction(() => {
      for (const { id } of going) {
        drop.run(id);
        payloads.run('case', id);
      }
    });
    deleted += going.length;
    last = newest.id;
    yield;
  }
}
