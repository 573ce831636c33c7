import type { LocationPoint } from '#core/model/evidence.ts';
import { formatClock } from '#renderer/ui/time.ts';
import type { Spot } from './trail-geometry.ts';
import { sketchOf } from './trail-geometry.ts';
import styles from './trail-sketch.module.css';

const WIDTH = 480;
const HEIGHT = 200;
/** Fixes of a person that are drawn strongly; the way before them is faint. */
const RECENT = 10;
/** Under the drawing, for the scale and the north arrow. */
const STRIP = 22;

const pathOf = (spots: readonly Spot[]): string => spots.map(({ x, y }) => `${x},${y}`).join(' ');

export type TrailSketchProps = {
  readonly points: readonly LocationPoint[];
  readonly zone: string;
  readonly now: number;
};

/** The ways of the people in the window, north up, each with its last fix and the circle of its accuracy. */
export function TrailSketch({ points, zone, now }: TrailSketchProps) {
  const sketch = sketchOf(points, WIDTH, HEIGHT);
  if (sketch === null) return null;
  const people = [...new Set(points.map((point) => point.people_id))];
  const lastFix = points.at(-1);
  return (
    <svg
      className={styles.sketch}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + STRIP}`}
      role="img"
      aria-label={`Sketch of ${points.length} fixes. Last fix ${lastFix === undefined ? '' : formatClock(Date.parse(lastFix.timestamp), zone, now)}. The table below has every fix.`}
    >
      <title>Sketch of the location history</title>
      {people.map((person) => {
        const own = points.flatMap((point, index) => (point.people_id === person ? [index] : []));
        const spots = own.flatMap((index) => sketch.spots[index] ?? []);
        const end = spots.at(-1);
        const fix = points[own.at(-1) ?? -1];
        if (end === undefined || fix === undefined) return null;
        const label = `${person ?? 'unknown'} ${formatClock(Date.parse(fix.timestamp), zone, now, { zone: false })}`;
        const atRight = end.x > WIDTH * 0.65;
        return (
          <g key={person ?? ''}>
            <polyline className={styles.trail} points={pathOf(spots)} />
            {spots.slice(0, -1).map((spot) => (
              <circle key={`${spot.x},${spot.y}`} className={styles.fix} cx={spot.x} cy={spot.y} r="1.8" />
            ))}
            <polyline className={styles.recent} points={pathOf(spots.slice(-RECENT))} />
            {end.r > 4 && <circle className={styles.accuracy} cx={end.x} cy={end.y} r={end.r} />}
            <circle className={styles.last} cx={end.x} cy={end.y} r="4.5" />
            <text
              className={styles.label}
              x={end.x + (atRight ? -9 : 9)}
              y={end.y + 4}
              textAnchor={atRight ? 'end' : 'start'}
            >
              {label}
              {fix.accuracy === null ? '' : ` ± ${Math.round(fix.accuracy)} m`}
            </text>
          </g>
        );
      })}
      <path className={styles.scale} d={`M12 ${HEIGHT + 4}v4h${sketch.scale.px}v-4`} />
      <text className={styles.scaleText} x={18 + sketch.scale.px} y={HEIGHT + 11}>
        {sketch.scale.metres >= 1_000 ? `${sketch.scale.metres / 1_000} km` : `${sketch.scale.metres} m`}
      </text>
      <text className={styles.scaleText} x={WIDTH - 14} y={HEIGHT + 11} textAnchor="end">
        N ↑
      </text>
    </svg>
  );
}
