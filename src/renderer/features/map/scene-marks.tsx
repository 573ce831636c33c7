import type { EpochMs } from '#core/model/time.ts';
import type { Spot, View } from './mercator.ts';
import { pixelsPerMetre, project } from './mercator.ts';
import type { PersonAtMoment } from './moment.ts';
import { shownTracks } from './moment.ts';
import type { LastPosition, Scene, SceneCheckpoint } from './scene.ts';
import { ringsOf } from './scene.ts';
import styles from './scene-marks.module.css';
import type { Fix, Track } from './trail.ts';
import { stretchesOf, thinned, timeStep } from './trail.ts';

/** Dashes tell one way from another where their colours are those of time. */
const DASHES = ['none', '8 4', '2 4', '12 4 2 4', '5 2'] as const;
export const dashOf = ({ number }: Pick<Track, 'number'>): string =>
  DASHES[(number - 1) % DASHES.length] ?? 'none';

const STEP_CLASS = [styles.step0, styles.step1, styles.step2, styles.step3, styles.step4, styles.step5];
export const stepClass = (step: number): string => STEP_CLASS[step] ?? '';

/** Px between two dots of a way. */
const DOTS_APART = 7;

const points = (spots: readonly Spot[]): string =>
  spots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

type OnView = { readonly view: View };

export function PlanImage({ view, plan }: OnView & { readonly plan: NonNullable<Scene['plan']> }) {
  const nw = project(view, plan.nw);
  const se = project(view, plan.se);
  return (
    <image
      className={styles.plan}
      href={`data:${plan.media_type};base64,${plan.base64}`}
      x={nw.x}
      y={nw.y}
      width={Math.max(0, se.x - nw.x)}
      height={Math.max(0, se.y - nw.y)}
      preserveAspectRatio="none"
      data-testid="map-plan"
    />
  );
}

export function Fence({ view, geofence, location }: OnView & Pick<Scene, 'geofence' | 'location'>) {
  if (geofence === null) return null;
  if ('radius_m' in geofence) {
    if (location === null) return null;
    const { x, y } = project(view, location);
    const r = geofence.radius_m * pixelsPerMetre(view.zoom, location.lat);
    return <circle className={styles.fence} cx={x} cy={y} r={r} />;
  }
  const path = ringsOf(geofence)
    .map((ring) => `M${points(ring.map((point) => project(view, point)))}Z`)
    .join('');
  return <path className={styles.fence} d={path} fillRule="evenodd" />;
}

/** SCANNED: a disc with a tick. MISSED: a square with a cross. PENDING: a ring. Else a small lozenge. */
function CheckpointMark({ view, checkpoint }: OnView & { readonly checkpoint: SceneCheckpoint }) {
  const { x, y } = project(view, checkpoint);
  const radius = checkpoint.radius_m * pixelsPerMetre(view.zoom, checkpoint.lat);
  const state = checkpoint.scans[0]?.state ?? 'NONE';
  return (
    <g data-testid="map-checkpoint" data-state={state}>
      {radius > 9 && <circle className={styles.reach} cx={x} cy={y} r={radius} />}
      <g transform={`translate(${x} ${y})`}>
        {state === 'SCANNED' && (
          <>
            <circle className={styles.scanned} r="7" />
            <path className={styles.tick} d="M-3 0l2 2.5L3.2-2.6" />
          </>
        )}
        {state === 'MISSED' && (
          <>
            <rect className={styles.missed} x="-6.5" y="-6.5" width="13" height="13" />
            <path className={styles.cross} d="M-3-3L3 3M3-3L-3 3" />
          </>
        )}
        {state === 'PENDING' && <circle className={styles.pending} r="6" />}
        {state === 'NONE' && <path className={styles.plain} d="M0-5L5 0L0 5L-5 0Z" />}
      </g>
    </g>
  );
}

type WayProps = OnView & {
  readonly track: Track;
  readonly scene: Scene;
  readonly person: PersonAtMoment | null;
};

/** A way in the colours of its time: faint where it is still to come, strong up to the moment. */
function Way({ view, track, scene, person, moment }: WayProps & { readonly moment: EpochMs }) {
  const { from, to } = scene;
  const spot = (fix: Fix) => ({ ...project(view, fix), at: fix.at });
  const stretches = stretchesOf(track, from, to).map((stretch, index) => {
    const all = stretch.fixes.map(spot);
    const past = all.filter(({ at }) => at <= moment);
    const isHere = past.length > 0 && past.length < all.length && !stretch.isGap && person !== null;
    return { ...stretch, index, all, past: isHere ? [...past, spot(person.where)] : past };
  });
  const dash = dashOf(track);
  const dots = thinned(track.fixes.map(spot), DOTS_APART).filter(({ at }) => at <= moment);
  return (
    <g>
      {stretches.map(({ index, all, isGap }) => (
        <polyline key={index} className={isGap ? styles.gap : styles.coming} points={points(all)} />
      ))}
      {stretches.map(({ index, past, isGap }) =>
        isGap || past.length < 2 ? null : (
          <polyline key={index} className={styles.casing} points={points(past)} />
        ),
      )}
      {stretches.map(({ index, past, step, isGap }) =>
        isGap || past.length < 2 ? null : (
          <polyline
            key={index}
            className={`${styles.way} ${stepClass(step)}`}
            strokeDasharray={dash}
            points={points(past)}
          />
        ),
      )}
      {dots.map(({ x, y, at }) => (
        <circle
          key={at}
          className={`${styles.fix} ${stepClass(timeStep(at, from, to))}`}
          cx={x}
          cy={y}
          r="2.2"
        />
      ))}
    </g>
  );
}

/** Where somebody is at the moment: the number of the way, within the circle of its accuracy. */
function Here({ view, person }: OnView & { readonly person: PersonAtMoment }) {
  const { where, track, told } = person;
  const { x, y } = project(view, where);
  const accuracy = (where.accuracy ?? 0) * pixelsPerMetre(view.zoom, where.lat);
  return (
    <g data-testid="map-person" data-person={track.person}>
      {accuracy > 10 && <circle className={styles.accuracy} cx={x} cy={y} r={accuracy} />}
      <circle className={told.age === null ? styles.here : styles.held} cx={x} cy={y} r="9" />
      <text className={told.age === null ? styles.number : styles.heldNumber} x={x} y={y} dy="0.36em">
        {track.number}
      </text>
    </g>
  );
}

function Last({ view, last }: OnView & { readonly last: LastPosition }) {
  const { x, y } = project(view, last);
  const accuracy = (last.accuracy ?? 0) * pixelsPerMetre(view.zoom, last.lat);
  return (
    <g data-testid="map-last">
      {accuracy > 10 && <circle className={styles.lastAccuracy} cx={x} cy={y} r={accuracy} />}
      <path className={styles.last} d={`M${x} ${y}l-6-9a7 7 0 1 1 12 0z`} />
    </g>
  );
}

export function SiteMark({ view, location }: OnView & { readonly location: NonNullable<Scene['location']> }) {
  const { x, y } = project(view, location);
  return <path className={styles.site} d={`M${x - 8} ${y}h16M${x} ${y - 8}v16`} />;
}

export type SceneMarksProps = OnView & {
  readonly scene: Scene;
  readonly moment: EpochMs;
  readonly person: string | null;
  readonly people: readonly PersonAtMoment[];
  readonly last: readonly LastPosition[];
};

/** Everything of a scene that has a place, from the ground up. */
export function SceneMarks({ view, scene, moment, person, people, last }: SceneMarksProps) {
  const { plan, location, checkpoints } = scene;
  return (
    <>
      {plan !== null && <PlanImage view={view} plan={plan} />}
      <Fence view={view} geofence={scene.geofence} location={location} />
      {location !== null && <SiteMark view={view} location={location} />}
      {shownTracks(scene, person).map((track) => (
        <Way
          key={track.person}
          view={view}
          scene={scene}
          track={track}
          moment={moment}
          person={people.find((each) => each.track === track) ?? null}
        />
      ))}
      {checkpoints.map((checkpoint) => (
        <CheckpointMark
          key={`${checkpoint.code} ${checkpoint.lat} ${checkpoint.lon}`}
          view={view}
          checkpoint={checkpoint}
        />
      ))}
      {last.map((position) => (
        <Last key={position.person} view={view} last={position} />
      ))}
      {people.map((each) => (
        <Here key={each.track.person} view={view} person={each} />
      ))}
    </>
  );
}
