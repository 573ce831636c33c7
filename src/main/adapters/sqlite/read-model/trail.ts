import type { TenantScope } from '#core/model/actor.ts';
import type { Lost } from '#core/trail/anchors.ts';
import { GENESIS } from '#core/trail/chain.ts';
import type { ReadModel, TrailPage, TrailQuestion } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { fromJson, type LinkWithPayload, SELECT_TRAIL, verifyPart } from '../trail.ts';
import { allOf, type Condition, visibleFindings, visibleSites } from './visibility.ts';

type Values = Condition['values'];

/** A page of the audit trail, the newest first, of what the scope may see: all of it, or what was done to its findings and sites. */
export function findTrailPage(
  session: Session,
  scope: TenantScope,
  { filter, before, limit }: TrailQuestion,
): TrailPage {
  const condition = allOf([visibleRows(scope), ...wanted(filter)]);
  const rows = session
    .prepare<[Values], LinkWithPayload>(
      `${SELECT_TRAIL} WHERE t.seq < @before AND ${condition.sql} ORDER BY t.seq DESC LIMIT @limit`,
    )
    .all({ ...condition.values, before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const head = session
    .prepare<[], TrailPage['head']>('SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1')
    .get();
  return {
    rows: page.map(toRow),
    next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
    head: head ?? { seq: 0, hash: GENESIS },
  };
}

function toRow({ before, after, kept, verified, ...link }: LinkWithPayload): TrailPage['rows'][number] {
  const payload = kept === null ? null : { before: fromJson(before), after: fromJson(after) };
  return { ...link, verified: verified === 1, payload };
}

function visibleRows(scope: TenantScope): Condition {
  if (scope === 'all') return allOf([]);
  const findings = visibleFindings(scope, 'f');
  const sites = visibleSites(scope, 't.entity_id');
  return {
    sql: `((t.entity = 'finding' AND EXISTS (SELECT 1 FROM finding f WHERE f.id = t.entity_id AND ${findings.sql}))
      OR (t.entity = 'site' AND ${sites.sql}))`,
    values: { ...findings.values, ...sites.values },
  };
}

/** A condition for each thing that is asked for. */
function wanted(filter: TrailQuestion['filter']): readonly Condition[] {
  const { actor, action, finding, site, since, until } = filter;
  const all: (Condition | null)[] = [
    actor === undefined ? null : { sql: "t.actor IN (@actor, 'local:' || @actor)", values: { actor } },
    action === undefined ? null : actionIs(action),
    finding === undefined
      ? null
      : { sql: "t.entity = 'finding' AND t.entity_id = @finding", values: { finding } },
    site === undefined ? null : { sql: OF_SITE, values: { site } },
    since === undefined ? null : { sql: 't.at >= @since', values: { since } },
    until === undefined ? null : { sql: 't.at < @until', values: { until } },
  ];
  return all.filter((condition) => condition !== null);
}

const OF_SITE = `((t.entity = 'site' AND t.entity_id = @site)
  OR (t.entity = 'finding' AND t.entity_id IN (SELECT id FROM finding WHERE site = @site)))`;

const actionIs = (action: string): Condition =>
  action.endsWith('*')
    ? { sql: 'substr(t.action, 1, length(@action)) = @action', values: { action: action.slice(0, -1) } }
    : { sql: 't.action = @action', values: { action } };

/** Whether the chain holds, and what anchors are held against. */
export function createTrailChecks(
  session: Session,
): Pick<ReadModel, 'verifyTrail' | 'trailAt' | 'lostToRestores'> {
  const head = session.prepare<[], TrailPage['head']>(
    'SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1',
  );
  const hash = session.pluck<[number], string>('SELECT hash FROM trail WHERE seq = ?');
  const restores = session.prepare<[], Lost>(
    `SELECT p.after ->> 'lost_from' AS start, p.after ->> 'lost_to' AS "end", t.seq - 1 AS known, t.at
      FROM trail t
      JOIN trail_payload p ON p.seq = t.seq
      WHERE t.entity = 'engine' AND t.entity_id = 'database' AND t.action = 'engine.restored'`,
  );
  return {
    verifyTrail: (after, limit) =>
      session.snapshot(() => ({
        ...verifyPart(session, after ?? { seq: 0, hash: GENESIS }, limit),
        head: head.get() ?? { seq: 0, hash: GENESIS },
      })),
    trailAt: (seq) => hash.get(seq) ?? null,
    lostToRestores: () => restores.all(),
  };
}
