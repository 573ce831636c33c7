import { DAY, HOUR, MINUTE } from '#core/model/time.ts';

/** Length of a run: events are sorted and counted by five minutes. */
export const BUCKET_MS = 5 * MINUTE;
/** Length of the buckets in which baselines learn. */
export const QUARTER_MS = 15 * MINUTE;

/** The 5-minute bucket of an instant. Instants before 1970 fall into bucket 0 or below, as in SQLite's division. */
export const bucketOf = (ts: number): number => Math.trunc(ts / BUCKET_MS);

/** How far back a look-up goes when the newest event is after the asked instant: most are found in the first span. */
export const LOOK_BACK_MS = [2 * HOUR, DAY, 14 * DAY] as const;
