import type { LocationPoint } from '#core/model/evidence.ts';
import { formatClock } from '#renderer/ui/time.ts';
import type { Spot } from './trail-geometry.ts';
import { sketchOf, spread } from './trail-geometry.ts';
import styles from './trail-sketch.module.css';

const WIDTH = 480;
const HEIGHT = 200;
/** Fixes of a person that are drawn strongly; the way before them is faint. */
const RECENT = 6;
/** Under the drawing, for the scale and the north arrow. */
const STRIP = 22;

const pathOf = (spots: readonly Spot[]): string => spots.map(({ x, y }) => `${x},${y}`).join(' ');

/** Width of a letter of a label, in px: most of Inter's at 11 px are narrower. */
const LETTER = 6.6;
const LINE = 13;
/** From the last fix to its label, in px. */
const GAP = 9;

export type TrailSketchProps = { readonly points: readonly LocationPoint[]; readonly zone: string };

/** The way of one person as it is drawn. */
type Way = {
  readonly person: string;
  readonly spots: readonly Spot[];
  readonly end: Spot;
  readonly label: string;
};

function waysOf(points: readonly LocationPoint[], spots: readonly Spot[], zone: string): readonly Way[] {
  const people = Map.groupBy(points.keys(), (index) => points[index]?.people_id ?? 'unknown');
  return [...people].flatMap(([person, own]) => {
    const fix = points[own.at(-1) ?? -1];
    const way = own.flatMap((index) => spots[index] ?? []);
    const end = way.at(-1);
    if (fix === undefined || end === undefined) return [];
    const at = Date.parse(fix.timestamp);
    const accuracy = fix.accuracy === null ? '' : ` ± ${Math.round(fix.accuracy)} m`;
    return {
      person,
      spots: way,
      end,
      label: `${person} ${formatClock(at, zone, at, { zone: false })}${accuracy}`,
    };
  });
}

function DrawnWay({ way, labelY }: { readonly way: Way; readonly labelY: number }) {
  const { spots, end, label } = way;
  const isCramped = end.x + GAP + label.length * LETTER > WIDTH;
  return (
    <g>
      <polyline className={styles.trail} points={pathOf(spots)} />
      {spots.slice(0, -1).map((spot) => (
        <circle key={`${spot.x},${spot.y}`} className={styles.fix} cx={spot.x} cy={spot.y} r="1.8" />
      ))}
      <polyline className={styles.recent} points={pathOf(spots.slice(-RECENT))} />
      {end.r > 4 && <circle className={styles.accuracy} cx={end.x} cy={end.y} r={end.r} />}
      <circle className={styles.last} cx={end.x} cy={end.y} r="4.5" />
      <text
        className={styles.label}
        x={end.x + (isCramped ? -GAP : GAP)}
        y={labelY + 4}
        textAnchor={isCramped ? 'end' : 'start'}
      >
        {label}
      </text>
    </g>
  );
}

/** The ways of the people in the window, north up, each with its last fix and the circle of its accuracy. */
export function TrailSketch({ points, zone }: TrailSketchProps) {
  const sketch = sketchOf(points, WIDTH, HEIGHT);
  const last = points.at(-1);
  if (sketch === null || last === undefined) return null;
  const ways = waysOf(points, sketch.spots, zone);
  const labels = spread(
    ways.map((way) => way.end.y),
    LINE,
    HEIGHT - LINE,
  );
  const at = Date.parse(last.timestamp);
  const { metres, px } = sketch.scale;
  return (
    <svg
      className={styles.sketch}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + STRIP}`}
      role="img"
      aria-label={`Sketch of ${points.length} fixes. Last fix ${formatClock(at, zone, at)}. The table below has every fix.`}
    >
      <title>Sketch of the location history</title>
      {ways.map((way, index) => (
        <DrawnWay key={way.person} way={way} labelY={labels[index] ?? way.end.y} />
      ))}
      <path className={styles.scale} d={`M12 ${HEIGHT + 4}v4h${px}v-4`} />
      <text className={styles.scaleText} x={18 + px} y={HEIGHT + 11}>
        {metres >= 1_000 ? `${metres / 1_000} km` : `${metres} m`}
      </text>
      <text className={styles.scaleText} x={WIDTH - 14} y={HEIGHT + 11} textAnchor="end">
        N ↑
      </text>
    </svg>
  );
}
