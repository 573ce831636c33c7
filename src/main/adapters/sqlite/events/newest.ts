import { HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS, bucketOf } from './buckets.ts';
import type { HotKeys } from './hot-keys.ts';
import type { Marks } from './marks.ts';

/** An hour, with room for a sender whose clock is ahead. */
const LATELY = HOUR + 10 * MINUTE;
/** Runs that may hold an event of that time. */
const RUNS = LATELY / BUCKET_MS + 1;
/** Says that the newest event has come before its time: when it was seen, an older one may have been seen later. */
const AHEAD = -1;

const toldBy = (row: string): string => `CASE WHEN ${row}.delay_s < 0 THEN ${AHEAD} ELSE ${row}.ts END`;
const inRun = (back: number): string => `
  (SELECT ${toldBy('r')} FROM event_run r
    WHERE r.bucket = +@last - ${back} AND r.site_id = s.value AND r.stream = +@stream AND r.ts > @from AND r.ts <= @to
    ORDER BY r.ts DESC LIMIT 1)`;

const NEWEST_RUN = 'SELECT max(bucket) FROM event_run WHERE bucket <= +?';
/**
 * One seek for each site whose newest event of a stream lies in the newest run, one more for each run before that. One text in place
 * of tens of thousands of rows: that is what takes the time.
 */
export const NEWEST = `
  SELECT json_group_array(coalesce(${Array.from({ length: RUNS }, (_, back) => inRun(back)).join(',')}))
    FROM json_each(@sites) s`;
/** The row itself tells when it happened, not what is remembered of it. */
export const NEWEST_HOT = `
  SELECT json_group_array(${toldBy('h')}) FROM json_each(@hot) n LEFT JOIN event_hot h ON h.seq = n.value`;

/** When each of some sites was last heard in each of some streams, by set-based statements. */
export function createNewest(session: Session, marks: Marks, keys: HotKeys): EventRepo['newestLately'] {
  type InRuns = { sites: string; stream: number; from: number; to: number; last: number };
  const newestRun = session.pluck<[number], number | null>(NEWEST_RUN);
  const inRuns = session.pluck<[InRuns], string>(NEWEST);
  const inHot = session.pluck<[{ hot: string }], string>(NEWEST_HOT);
  return (siteIds, streams, to) => {
    const from = to - LATELY;
    const merged = marks.mergedBefore();
    const hot: Asked = { places: [], values: [] };
    const runs = streams.map((): Asked => ({ places: [], values: [] }));
    for (let row = 0; row < siteIds.length; row++) {
      const id = siteIds[row] ?? 0;
      const inHotRows = keys.newestOf(id, streams, from, to);
      for (let column = 0; column < streams.length; column++) {
        const place = row * streams.length + column;
        const known = inHotRows?.[column] ?? null;
        if (known !== null) ask(hot, place, known.seq);
        if (known === null || known.ts < merged) ask(runs[column], place, id);
      }
    }
    const newest = new Float64Array(siteIds.length * streams.length).fill(Number.NEGATIVE_INFINITY);
    take(newest, hot, inHot.get({ hot: JSON.stringify(hot.values) }));
    const span = { from, to, last: newestRun.get(bucketOf(to)) ?? 0 };
    for (const [column, stream] of streams.entries()) {
      const asked = runs[column];
      if (asked === undefined || asked.places.length === 0) continue;
      take(newest, asked, inRuns.get({ ...span, stream, sites: JSON.stringify(asked.values) }));
    }
    return newest;
  };
}

/** What a statement is asked for, and where in the answer that belongs. */
type Asked = { readonly places: number[]; readonly values: number[] };

function ask(asked: Asked | undefined, place: number, value: number): void {
  asked?.places.push(place);
  asked?.values.push(value);
}

/** Takes what a statement told of each place, where it is newer. */
function take(newest: Float64Array, { places }: Asked, answer = '[]'): void {
  // safe: the statements make arrays of numbers and nulls
  const told = JSON.parse(answer) as (number | null)[];
  for (let index = 0; index < told.length; index++) {
    const place = places[index] ?? 0;
    newest[place] = Math.max(newest[place] ?? 0, instantOf(told[index] ?? null));
  }
}

const instantOf = (told: number | null): number =>
  told === null ? Number.NEGATIVE_INFINITY : told === AHEAD ? Number.NaN : told;
