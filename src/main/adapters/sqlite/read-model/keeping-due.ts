import type { TenantScope } from '#core/model/actor.ts';
import type { CaseFolder } from '#core/model/case-folder.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Due, HeldCodes, ReadModel } from '#main/ports/read-model.ts';
import { bucketOf } from '../events/buckets.ts';
import { heldBy } from '../held.ts';
import { heldDocuments } from '../purge-kept.ts';
import type { Session } from '../statements.ts';

/** So many rows of a kind are counted, and so many findings looked at: whoever waits has no use for more. */
const MOST = 100_000;
const MOST_FINDINGS = 5_000;
const DETAILS = `
  SELECT (SELECT count(*) FROM evidence WHERE finding_id = f.id) + (SELECT count(*) FROM dispatch WHERE finding_id = f.id)
       + (SELECT count(*) FROM delivery WHERE finding_id = f.id)
       + (SELECT count(*) FROM trail t JOIN trail_payload p ON p.seq = t.seq WHERE t.entity = 'finding' AND t.entity_id = f.id) AS rows,
     f.id IN (SELECT value FROM json_each(@findings)) OR coalesce(f.site, '') IN (SELECT value FROM json_each(@sites))
       OR EXISTS (SELECT 1 FROM json_each(@people) p
            WHERE f.subject = 'person:' || p.value OR substr(f.subject, 1, length(p.value) + 8) = 'person:' || p.value || '@') AS held
    FROM finding f INDEXED BY finding_resolved
   WHERE f.resolved_at >= @from AND f.resolved_at < @before AND f.status = 'RESOLVED' LIMIT ${MOST_FINDINGS + 1}`;

/** What of the details of findings goes, in the database or in the archive. */
export function createDetailsDue(session: Session): ReadModel['detailsDue'] {
  const read = session.prepare<
    [HeldCodes & { readonly from: EpochMs; readonly before: EpochMs }],
    { readonly rows: number; readonly held: number }
  >(DETAILS);
  return ({ from, before }, held) => {
    const found = read.all({ ...held, from: from ?? Number.MIN_SAFE_INTEGER, before });
    const count = found
      .slice(0, MOST_FINDINGS)
      .reduce((sum, { rows, held: is }) => (is === 1 ? sum : sum + rows), 0);
    return { count, more: found.length > MOST_FINDINGS };
  };
}

/** The newest row of the trail about retention: a change or a hold that was released may have more go than the last night left. */
export function createPurgedUntil(session: Session): ReadModel['purgedUntil'] {
  const newest = session.prepare<[], { readonly action: string; readonly until: EpochMs | null }>(`
    SELECT t.action, p."after" ->> '$.evidence_before' AS until FROM trail t LEFT JOIN trail_payload p ON p.seq = t.seq
     WHERE t.entity = 'engine' AND t.entity_id = 'retention' ORDER BY t.seq DESC LIMIT 1`);
  return () => {
    const row = newest.get();
    return row?.action === 'engine.purged' ? row.until : null;
  };
}

/** What the next night deletes of the database, kind by kind, but for the details of findings. */
export function createKeepingDue(session: Session): ReadModel['keepingDue'] {
  const inBuckets = (table: string) => {
    const count = session.prepare<[{ bucket: number; held: string }], { goes: number | null; all: number }>(`
      SELECT sum(site_id NOT IN (SELECT value FROM json_each(@held))) AS goes, count(*) AS "all"
        FROM (SELECT site_id FROM ${table} WHERE bucket < @bucket LIMIT ${MOST + 1})`);
    return (before: EpochMs, held: string): Due => {
      const found = count.get({ bucket: bucketOf(before), held });
      return { count: found?.goes ?? 0, more: (found?.all ?? 0) > MOST };
    };
  };
  const [events, counters] = [inBuckets('event_run'), inBuckets('roll5')];
  const reports = session.pluck<[EpochMs], string>('SELECT scope FROM report WHERE made_at < ?');
  const messages = session.pluck<[EpochMs], string>(
    `SELECT r.scope FROM delivery d JOIN report r ON r.id = d.report_id
      WHERE d.requested_at < ? AND d.state NOT IN ('REQUESTED', 'QUEUED', 'SENDING')`,
  );
  const cases = session.pluck<[EpochMs], string>(
    "SELECT document FROM case_folder WHERE document ->> '$.closed_at' < ?",
  );
  return (before, holds) => {
    const { site_ids, ...codes } = heldBy(session, holds);
    const held = heldDocuments(session, holds);
    const notHeld = (scopes: readonly string[]): Due => ({
      count: scopes.filter((scope) => !held.report(JSON.parse(scope) as TenantScope)).length,
      more: false,
    });
    return {
      held: codes,
      events: events(before.events, site_ids),
      counters: counters(before.counters, site_ids),
      reports: notHeld(reports.all(before.reports)),
      messages: notHeld(messages.all(before.messages)),
      cases: {
        // Safe: nothing but the repository of cases writes it.
        count: cases.all(before.cases).filter((text) => !held.folder(JSON.parse(text) as CaseFolder)).length,
        more: false,
      },
    };
  };
}
