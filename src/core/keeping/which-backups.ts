import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';

const HOURLY = 24;
const DAILY = 14;

/**
 * Which of the verified backups stay, of those taken at these instants: the newest of each of the last 24 hours that have one, and of each of
 * the last 14 days. The newest of all always stays, however old it is.
 */
export function keptBackups(taken: readonly EpochMs[]): ReadonlySet<EpochMs> {
  const newestFirst = [...taken].sort((a, b) => b - a);
  return new Set([...newestOfEach(newestFirst, HOUR, HOURLY), ...newestOfEach(newestFirst, DAY, DAILY)]);
}

/** The newest of each of the `count` newest spans in which there is any. */
function newestOfEach(newestFirst: readonly EpochMs[], span: number, count: number): readonly EpochMs[] {
  const bySpan = Map.groupBy(newestFirst, (at) => Math.floor(at / span));
  return [...bySpan.values()].slice(0, count).flatMap(([newest]) => newest ?? []);
}
