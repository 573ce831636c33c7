import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';

const HOURLY = 24;
const DAILY = 14;

/** When a backup was taken, and how many migrations its database had run. */
type Taken = { readonly taken_at: EpochMs; readonly schema: number };

/**
 * When those of the verified backups were taken that stay: the newest of each of the last 24 hours that have one, and of each of the last 14 days; and
 * of each schema the newest that is at most 14 days older than the newest of all, as the version before reads no other. The newest of all
 * always stays, however old it is.
 */
export function keptBackups(taken: readonly Taken[]): ReadonlySet<EpochMs> {
  const newestFirst = taken.map(({ taken_at }) => taken_at).sort((a, b) => b - a);
  const [newest = 0] = newestFirst;
  const bySchema = Map.groupBy(taken, ({ schema }) => schema);
  const ofSchemas = [...bySchema.values()].map((same) => Math.max(...same.map(({ taken_at }) => taken_at)));
  return new Set([
    ...newestOfEach(newestFirst, HOUR, HOURLY),
    ...newestOfEach(newestFirst, DAY, DAILY),
    ...ofSchemas.filter((at) => newest - at <= DAILY * DAY),
  ]);
}

/** The newest of each of the `count` newest spans in which there is any. */
function newestOfEach(newestFirst: readonly EpochMs[], span: number, count: number): readonly EpochMs[] {
  const bySpan = Map.groupBy(newestFirst, (at) => Math.floor(at / span));
  return [...bySpan.values()].slice(0, count).flatMap(([newest]) => newest ?? []);
}
