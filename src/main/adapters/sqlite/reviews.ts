import type { ClosedFinding } from '#core/indicators/review-sample.ts';
import type { Review } from '#core/model/desk.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Resolved, ReviewReads } from '#main/ports/store.ts';
import { selectOf, upsertOf } from './columns.ts';
import { review } from './schema/index.ts';
import type { Session } from './statements.ts';

type StoredReview = Omit<Review, 'verified'> & { readonly verified: number };

const RESOLVED = 'f.resolved_at >= @from AND f.resolved_at < @to AND f.disposition IS NOT NULL';
/** What was resolved, with what it was called before anybody amended it. */
const CLOSED = `
  SELECT f.id, f.finding_type, coalesce((SELECT a.was FROM amendment a WHERE a.finding_id = f.id
    ORDER BY a.amended_at LIMIT 1), f.disposition) AS was
  FROM finding f INDEXED BY finding_resolved WHERE ${RESOLVED}`;

/** Reads what was looked at again, on any connection. */
export function createReviewReads(session: Session): ReviewReads {
  const closed = session.prepare<[{ from: EpochMs; to: EpochMs }], ClosedFinding>(CLOSED);
  const chosen = session.prepare<[string], StoredReview>(
    `${selectOf(review)} WHERE finding_id IN (SELECT value FROM json_each(?)) ORDER BY finding_id`,
  );
  const count = session.pluck<[{ from: EpochMs; to: EpochMs }], number>(
    `SELECT count(*) FROM finding f INDEXED BY finding_resolved WHERE ${RESOLVED}`,
  );
  const resolved = session.prepare<[string], { readonly id: string } & Resolved>(
    `SELECT id, resolved_by, resolution_note AS note FROM finding WHERE id IN (SELECT value FROM json_each(?))`,
  );
  const byWeek = session.prepare<[string], { readonly week: string; readonly reviewed: number }>(
    `SELECT week, count(*) AS reviewed FROM review WHERE week IN (SELECT value FROM json_each(?)) GROUP BY week`,
  );
  return {
    closedIn: (from, to) => closed.all({ from, to }),
    countIn: (from, to) => count.get({ from, to }) ?? 0,
    resolvedBy: (ids) => new Map(resolved.all(JSON.stringify(ids)).map(({ id, ...rest }) => [id, rest])),
    countOf: (weeks) =>
      new Map(byWeek.all(JSON.stringify(weeks)).map(({ week, reviewed }) => [week, reviewed])),
    of: (ids) => chosen.all(JSON.stringify(ids)).map((row) => ({ ...row, verified: row.verified === 1 })),
  };
}

/** Keeps that a finding was looked at again. */
export function createReviewWriter(session: Session): (row: Review) => void {
  const add = session.prepare<[StoredReview]>(upsertOf(review, ['finding_id']));
  return (row) => void add.run({ ...row, verified: Number(row.verified) });
}
