/** Greater than nothing: no site has it. */
export const BEFORE_ALL_SITES = -1;

/**
 * The hot rows that are not in the runs yet, to be selected from. While a merge goes on in pieces, what its pieces have moved is
 * still in the table, so that no piece has to pick its rows out of all pages.
 */
export const HOT = `(
  SELECT * FROM event_hot
   WHERE site_id > (SELECT coalesce(max(site_id), ${BEFORE_ALL_SITES}) FROM merging)
      OR seq > (SELECT max(position) FROM merging) OR ts >= (SELECT max(before) FROM merging))`;
