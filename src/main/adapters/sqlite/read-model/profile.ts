import { poolOf } from '#core/anomaly/grid.ts';
import type { CellSamples, PoolCount } from '#core/anomaly/profile-view.ts';
import { BUILT_IN_SIGNALS, STREAM } from '#core/model/event.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { cellsOf, createProfileRepo, hoursOfSites, unpackSamples } from '../profiles.ts';
import type { Session } from '../statements.ts';

type CellRecord = Omit<CellSamples, 'recent'> & { readonly recent: Uint8Array };
type HourRow = readonly [siteId: number, stream: number, hourOfWeek: number, n: number];

/** Names of the counted signals and custom metrics, both ways. */
export function createSignalNames(session: Session) {
  const idOf = session.pluck<[string], number>('SELECT id FROM signal WHERE name = ?');
  const nameOf = session.pluck<[number], string>('SELECT name FROM signal WHERE id = ?');
  const builtIn = new Map<string, number>(BUILT_IN_SIGNALS.map((name) => [name, STREAM[name]]));
  return {
    id: (name: string): number | null => builtIn.get(name) ?? idOf.get(name) ?? null,
    name: (id: number): string | null => BUILT_IN_SIGNALS[id - 1] ?? nameOf.get(id) ?? null,
  };
}

/** What was learned of each hour of the week. */
export function createProfile(session: Session): ReadModel['profile'] {
  const names = createSignalNames(session);
  type Asked = ReturnType<typeof hoursOfSites>;
  const cells = session.prepare<[Asked & { stream: number }], CellRecord>(
    `${cellsOf('p.hour_of_week, p.n, p.mean, p.m2, p.min, p.max, p.recent')} AND p.stream = @stream ORDER BY p.hour_of_week`,
  );
  const hours = session.rows<[Asked], HourRow>(cellsOf('p.site_id, p.stream, p.hour_of_week, p.n'));
  return {
    cells(siteId, metric) {
      const stream = names.id(metric);
      if (stream === null) return [];
      return cells
        .all({ ...hoursOfSites([siteId]), stream })
        .map((cell) => ({ ...cell, recent: unpackSamples(cell.recent) }));
    },
    pools: (siteIds) => pooled(hours.all(hoursOfSites(siteIds)), names.name),
    learnedTo: createProfileRepo(session).learnedTo,
  };
}

/** Adds up the samples of each pool, per site and metric. */
function pooled(
  rows: readonly HourRow[],
  nameOf: (stream: number) => string | null,
): ReadonlyMap<number, readonly PoolCount[]> {
  const sums = new Map<number, Map<number, number[]>>();
  for (const [siteId, stream, hourOfWeek, n] of rows) {
    const ofSite = sums.get(siteId) ?? new Map<number, number[]>();
    const ofStream = ofSite.get(stream) ?? new Array<number>(48).fill(0);
    const pool = poolOf(hourOfWeek);
    ofStream[pool] = (ofStream[pool] ?? 0) + n;
    ofSite.set(stream, ofStream);
    sums.set(siteId, ofSite);
  }
  const named = (stream: number, samples: readonly number[]): readonly PoolCount[] => {
    const metric = nameOf(stream);
    return metric === null ? [] : samples.map((count, pool) => ({ metric, pool, samples: count }));
  };
  return new Map(
    [...sums].map(([siteId, streams]) => [
      siteId,
      [...streams].flatMap(([stream, samples]) => named(stream, samples)),
    ]),
  );
}
