import type { TenantScope } from '#core/model/actor.ts';
import type { Lost } from '#core/trail/anchors.ts';
import { GENESIS } from '#core/trail/chain.ts';
import type { ReadModel, TrailPage, TrailQuestion } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { fromJson, type LinkWithPayload, SELECT_TRAIL, verifyPart } from '../trail.ts';
import { allOf, type Condition, visibleFindings, visibleSites } from './visibility.ts';

type Values = Condition['values'];

/** Rows that are looked at for one page: some 20 ms where nearly none of them is wanted. */
const STRETCH = 40_000;

/**
 * A page of the audit trail, the newest first, of what the scope may see: all of it, or what was done to its findings and sites. Where few rows
 * are wanted it ends after a stretch of the trail, full or not.
 */
export function findTrailPage(
  session: Session,
  scope: TenantScope,
  { filter, before, limit }: TrailQuestion,
  stretch = STRETCH,
): TrailPage {
  const condition = allOf([visibleRows(scope), ...wanted(filter)]);
  const head = session
    .prepare<[], TrailPage['head']>('SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1')
    .get() ?? { seq: 0, hash: GENESIS };
  const end = Math.min(before ?? Number.MAX_SAFE_INTEGER, head.seq + 1);
  // Rows of one finding are found by an index, wherever they are.
  const start = filter.finding === undefined ? Math.max(1, end - stretch) : 1;
  const rows = session
    .prepare<[Values], LinkWithPayload>(
      `${SELECT_TRAIL} WHERE t.seq >= @start AND t.seq < @end AND ${condition.sql} ORDER BY t.seq DESC LIMIT @limit`,
    )
    .all({ ...condition.values, start, end, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const isFull = rows.length > limit;
  const searched = isFull || start === 1 ? undefined : instantOf(session, start);
  return {
    rows: page.map(toRow),
    next: isFull ? (page.at(-1)?.seq ?? null) : start > 1 ? start : null,
    searched_to: searched ?? null,
    head,
  };
}

const instantOf = (session: Session, seq: number): number | undefined =>
  session.pluck<[number], number>('SELECT at FROM trail WHERE seq = ?').get(seq);

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
