import type { EpochMs } from '#core/model/time.ts';
import type { Session } from '../statements.ts';

/** Greater than nothing: no site has it. */
export const BEFORE_ALL_SITES = -1;

const hotFrom = (rows: string): string => `(
  SELECT hot.* FROM ${rows}
   WHERE hot.site_id > (SELECT coalesce(max(site_id), ${BEFORE_ALL_SITES}) FROM merging)
      OR hot.seq > (SELECT max(position) FROM merging) OR hot.ts >= (SELECT max(before) FROM merging))`;

/**
 * The hot rows that are not in the runs yet, to be selected from: a walk through all of them. While a merge goes on in pieces, what its
 * pieces have moved is still in the table, so that no piece has to pick its rows out of all pages.
 */
export const HOT = hotFrom('event_hot hot');

/** Those of them whose numbers are in the JSON array @hot: one look-up each, however many others there are. */
export const NAMED_HOT = hotFrom('json_each(@hot) n CROSS JOIN event_hot hot ON hot.seq = n.value');

/** Says which hot rows happened at some sites in a span, its ends included, as a JSON array of their numbers for `NAMED_HOT`. */
export type HotRows = (
  siteIds: readonly number[],
  from: EpochMs,
  to: EpochMs,
  streams?: readonly number[],
) => string;

const WALK = `
  SELECT json_group_array(seq) FROM ${HOT}
   WHERE ts BETWEEN @from AND @to AND site_id IN (SELECT value FROM json_each(@sites))`;

/** For who only reads, and is not told what others write: a walk through the table. */
export function walkedHotRows(session: Session): HotRows {
  const walk = session.pluck<[{ sites: string; from: number; to: number }], string>(WALK);
  return (siteIds, from, to) => walk.get({ sites: JSON.stringify(siteIds), from, to }) ?? '[]';
}
