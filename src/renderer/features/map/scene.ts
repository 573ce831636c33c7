import type { PersonPosition, SitePlace } from '#contract/map.ts';
import type { Evidence, TourLog } from '#core/model/evidence.ts';
import type { LatLon } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Track } from './trail.ts';
import { tracksOf } from './trail.ts';

/** What one run of a tour did at a checkpoint. PENDING: not scanned, and the run still had time. */
export type Scan = {
  readonly tour: string;
  readonly run: string | null;
  readonly state: 'SCANNED' | 'MISSED' | 'PENDING';
  readonly at: EpochMs | null;
};
export type SceneCheckpoint = SitePlace['checkpoints'][number] & {
  /** Of every run in the window, the newest first. */
  readonly scans: readonly Scan[];
  /** Its code; with its tour where another tour has the same code elsewhere. */
  readonly label: string;
};
/** The last fix that is known of a person. */
export type LastPosition = PersonPosition;

/** Everything that a map of evidence shows; moments in [from, to]. */
export type Scene = {
  readonly site: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly location: LatLon | null;
  readonly geofence: SitePlace['geofence'];
  readonly plan: SitePlace['plan'];
  readonly checkpoints: readonly SceneCheckpoint[];
  readonly tracks: readonly Track[];
  readonly last: readonly LastPosition[];
};

const instantOf = (text: string | null): EpochMs | null => (text === null ? null : Date.parse(text));

/** What stands still at a site, with what became of each checkpoint. */
const standing = (
  place: SitePlace,
  scansOf: (checkpoint: SitePlace['checkpoints'][number]) => readonly Scan[],
) => ({
  site: place.site,
  location: place.location,
  geofence: place.geofence,
  plan: place.plan,
  checkpoints: place.checkpoints.map((checkpoint) => ({
    ...checkpoint,
    label: labelOf(checkpoint, place),
    scans: scansOf(checkpoint),
  })),
});

/** A site as it stands at a moment, without evidence: nobody's way, no scans, only where people were last. */
export const sceneNow = (place: SitePlace, at: EpochMs, last: readonly LastPosition[]): Scene => ({
  ...standing(place, () => []),
  from: at,
  to: at,
  tracks: [],
  last,
});

/** The frozen evidence over what stands still at its site. */
export function sceneOf(evidence: Evidence, place: SitePlace): Scene {
  const { start, end } = evidence.collection_window;
  const to = Date.parse(end);
  const runs = evidence.tour_logs.toSorted((a, b) => (b.started_at ?? '').localeCompare(a.started_at ?? ''));
  return {
    ...standing(place, (checkpoint) => runs.flatMap((run) => scanOf(run, checkpoint, place, to))),
    from: Date.parse(start),
    to,
    tracks: tracksOf(evidence.location_history),
    last: evidence.guard_status.flatMap(({ people_id, last_location }) =>
      last_location === null
        ? []
        : [
            {
              person: people_id,
              at: Date.parse(last_location.timestamp),
              lat: last_location.lat,
              lon: last_location.lon,
              accuracy: last_location.accuracy,
            },
          ],
    ),
  };
}

function labelOf({ code, tours }: SitePlace['checkpoints'][number], { checkpoints }: SitePlace): string {
  const isAlone = checkpoints.filter((other) => other.code === code).length === 1;
  return isAlone ? code : `${tours[0] ?? ''} ${code}`.trim();
}

function scanOf(
  run: TourLog,
  { code, tours }: SitePlace['checkpoints'][number],
  place: SitePlace,
  end: EpochMs,
): readonly Scan[] {
  const own = run.checkpoints.find((each) => each.code === code);
  if (own === undefined || !tours.includes(run.tour)) return [];
  const at = instantOf(own.scanned_at);
  const minutes = place.tours.find((tour) => tour.code === run.tour)?.minutes ?? 0;
  const isRunning = run.status === 'STARTED' && end - (instantOf(run.started_at) ?? 0) < minutes * MINUTE;
  const state = at !== null ? 'SCANNED' : isRunning ? 'PENDING' : 'MISSED';
  return [{ tour: run.tour, run: run.run, state, at }];
}

/** Last positions: those of now where they are asked for, else the frozen ones of people who have no way in the window. */
export function lastOf(scene: Scene, now: readonly LastPosition[] | null): readonly LastPosition[] {
  if (now !== null) return now;
  const walked = new Set(scene.tracks.map((track) => track.person));
  return scene.last.filter(({ person }) => !walked.has(person));
}

/** Every point that a view of the scene should have in it. */
export function contentOf({ location, geofence, plan, checkpoints, tracks, last }: Scene): readonly LatLon[] {
  const walked = tracks.flatMap(({ fixes }) => fixes);
  const fixed = [
    ...checkpoints,
    ...(plan === null ? [] : [plan.nw, plan.se]),
    ...(location === null ? [] : [location]),
  ];
  return [...fixed, ...fenceEdge(geofence, location), ...(walked.length > 0 ? walked : last)];
}

/** Points of a fence that reach as far as it does. */
export function fenceEdge(geofence: SitePlace['geofence'], location: LatLon | null): readonly LatLon[] {
  if (geofence === null) return [];
  if ('radius_m' in geofence) {
    if (location === null) return [];
    const north = geofence.radius_m / 111_195;
    const east = north / Math.cos((location.lat * Math.PI) / 180);
    return [
      { lat: location.lat + north, lon: location.lon - east },
      { lat: location.lat - north, lon: location.lon + east },
    ];
  }
  return ringsOf(geofence).flat();
}

/** Every ring of a fence that is drawn, holes too. */
export function ringsOf(
  geofence: Exclude<NonNullable<SitePlace['geofence']>, { radius_m: number }>,
): readonly (readonly LatLon[])[] {
  const polygons = geofence.type === 'Polygon' ? [geofence.coordinates] : geofence.coordinates;
  return polygons.flatMap((rings) =>
    rings.map((ring) => ring.map(([lon = 0, lat = 0]): LatLon => ({ lat, lon }))),
  );
}
