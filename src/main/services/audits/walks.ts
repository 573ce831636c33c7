import type { Fix } from '#core/audit/fixes.ts';
import type { TourRun } from '#core/audit/tour-runs.ts';
import { foldTourRuns } from '#core/audit/tour-runs.ts';
import { needsPositions, positionsFrom, walksOf } from '#core/audit/walks.ts';
import { STREAM } from '#core/model/event.ts';
import type { LatLon, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ActivityRow, Store, WalkSigns } from '#main/ports/store.ts';
import type { FoldedTours } from './folded-tours.ts';

type Fixes = ReadonlyMap<string, readonly Fix[]>;
/** The runs of a site's tours, and the positions of people meanwhile where they tell a rule more of a walk. */
export type Tours = { readonly runs: readonly TourRun[]; readonly walk_fixes: Fixes };

/** The tours of one site on their way to being known. */
type Walked = {
  readonly site: Site;
  readonly events: readonly ActivityRow[];
  readonly runs: readonly TourRun[];
  readonly walks: readonly TourRun[];
};

const NO_SIGNS: WalkSigns = { places: [], made_up: [] };
export const NO_FIXES: Fixes = new Map();

/**
 * The tours of sites for rules that look at walks, by site: one statement for all of them. The positions of people are many, and
 * are read, by one more, only of walks of which they can tell something: some scans were made elsewhere, or phones call positions made up.
 */
export function loadWalks(
  sites: readonly Site[],
  {
    events,
    folded,
  }: { readonly events: ReadonlyMap<number, readonly ActivityRow[]>; readonly folded: FoldedTours },
  at: EpochMs,
  store: Store,
): ReadonlyMap<number, Tours> {
  const walked = sites.flatMap((site): Walked[] => {
    const own = events.get(site.id);
    if (own === undefined) return [];
    const runs = folded.of(site.id, own);
    return [{ site, events: own, runs, walks: walksOf(runs, site, at) }];
  });
  const signs = signsOf(walked, store);
  const places = Map.groupBy(signs.places, siteId);
  const madeUp = Map.groupBy(signs.made_up, siteId);
  const placed = walked.map((each) => withPlaces(each, places.get(each.site.id) ?? [], at));
  const doubtful = placed.flatMap(({ site, walks }) => {
    const told = madeUp.get(site.id) ?? [];
    return walks
      .filter((walk) => needsPositions(walk, site, told.filter(isDuring(walk)).length))
      .map((walk) => ({ id: site.id, from: positionsFrom(walk) }));
  });
  const fixes = fixesOf(doubtful, at, store);
  return new Map(
    placed.map(({ site, runs }) => [site.id, { runs, walk_fixes: fixes.get(site.id) ?? NO_FIXES }]),
  );
}

const siteId = ({ site_id }: { readonly site_id: number }): number => site_id;

const isDuring =
  ({ began_at, last_at }: TourRun) =>
  ({ ts }: { readonly ts: EpochMs }): boolean =>
    ts >= began_at && ts <= last_at;

function signsOf(walked: readonly Walked[], store: Store): WalkSigns {
  const spans = walked.flatMap(({ site, walks }) =>
    walks.map(({ began_at, last_at }) => ({ site_id: site.id, start: began_at, end: last_at })),
  );
  if (spans.length === 0) return NO_SIGNS;
  const scans = walked.flatMap(({ events, walks }) =>
    events.filter(
      (event) => event.stream === STREAM.tour_checkpoints && walks.some((walk) => isDuring(walk)(event)),
    ),
  );
  return store.events.walkSigns(scans, spans);
}

/** The tours with the places of their scans. A scan that is told twice has one place, whichever of the two said it. */
function withPlaces(walked: Walked, rows: WalkSigns['places'], at: EpochMs): Walked {
  if (rows.length === 0) return walked;
  const { site, events } = walked;
  const byKey = new Map(rows.map(({ ts, key, lat, lon }) => [eventKey({ ts, key }), { lat, lon }]));
  const places = new Map<string, LatLon>();
  for (const event of events) {
    const place = byKey.get(eventKey(event));
    if (place !== undefined && event.stream === STREAM.tour_checkpoints) places.set(scanKey(event), place);
  }
  const runs = foldTourRuns(
    events.map((event) => {
      const place = event.checkpoint === null ? undefined : places.get(scanKey(event));
      return place === undefined ? event : { ...event, place };
    }),
  );
  return { ...walked, runs, walks: walksOf(runs, site, at) };
}

const eventKey = ({ ts, key }: Pick<ActivityRow, 'ts' | 'key'>): string => `${ts} ${key}`;
const scanKey = ({ checkpoint, person, ts }: ActivityRow): string => JSON.stringify([checkpoint, person, ts]);

/** The positions of people at the sites from the beginning of the oldest walk on, by site and person. */
function fixesOf(
  walks: readonly { readonly id: number; readonly from: EpochMs }[],
  at: EpochMs,
  store: Store,
): ReadonlyMap<number, Fixes> {
  const fixes = new Map<number, Map<string, Fix[]>>();
  if (walks.length === 0) return fixes;
  const ids = [...new Set(walks.map(({ id }) => id))];
  const from = Math.min(...walks.map((walk) => walk.from)) - 1;
  for (const { site_id, person, ts, lat, lon, acc, mock } of store.events.signals(
    ids,
    [STREAM.location_updates],
    from,
    at,
  )) {
    if (person === null || lat === null || lon === null) continue;
    const ofSite = fixes.get(site_id) ?? new Map<string, Fix[]>();
    const own = ofSite.get(person) ?? [];
    own.push({ ts, lat, lon, accuracy: acc, mock: mock === 1 });
    fixes.set(site_id, ofSite.set(person, own));
  }
  return fixes;
}
