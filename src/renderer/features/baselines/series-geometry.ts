import type { SeriesPoint } from '#contract/baselines.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { localParts } from '#renderer/ui/time.ts';

/** How long a point lasts. */
export const BUCKET = 15 * MINUTE;

export type Size = { readonly width: number; readonly height: number };
export type Span = { readonly from: EpochMs; readonly to: EpochMs };
/** From values to pixels: x to the right, y downwards from the top. */
export type Sheet = Size & {
  readonly x: (at: EpochMs) => number;
  readonly y: (value: number) => number;
  /** Values at which a line is drawn. */
  readonly lines: readonly number[];
};

/** A round step with about `count` of them in a range: 1, 2 or 5 times a power of ten. */
export function roundStep(range: number, count: number): number {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  return factor * power;
}

/** Lines across the sheet, apart by no less than this many px. */
const LINE_GAP = 36;

/** The sheet on which all points have room: from 0 for counts, around the values for gauges. */
export function sheetOf(
  points: readonly SeriesPoint[],
  span: Span,
  size: Size,
  kind: 'COUNT' | 'GAUGE',
): Sheet {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { observed, low, high } of points)
    for (const value of [observed, low, high])
      if (value !== null) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (most < least) [least, most] = [0, 1];
  const bottom = kind === 'COUNT' ? Math.min(0, least) : least - (most - least) * 0.05;
  const range = Math.max(most - bottom, kind === 'COUNT' ? 1 : 1e-6) * 1.06;
  const step = roundStep(range, Math.max(1, Math.floor(size.height / LINE_GAP)));
  const first = Math.ceil(bottom / step);
  const last = Math.floor((bottom + range) / step);
  return {
    ...size,
    x: (at) => ((at - span.from) / (span.to - span.from)) * size.width,
    y: (value) => size.height - ((value - bottom) / range) * size.height,
    lines: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step),
  };
}

const px = (value: number): string => String(Math.round(value * 10) / 10);

/** Points that follow each other without a gap and of which something is known. */
function runsOf<T>(
  points: readonly SeriesPoint[],
  known: (point: SeriesPoint) => T | null,
): readonly (readonly { readonly at: EpochMs; readonly value: T }[])[] {
  const runs: { at: EpochMs; value: T }[][] = [];
  let before: EpochMs | null = null;
  for (const point of points) {
    const value = known(point);
    if (value === null) continue;
    if (before === null || point.at - before > BUCKET) runs.push([]);
    runs.at(-1)?.push({ at: point.at, value });
    before = point.at;
  }
  return runs;
}

type Reading = { readonly at: EpochMs; readonly value: number };

/** A line through the middle of each bucket, level to the outer edges of the run. */
function throughMiddles(run: readonly Reading[], { x, y }: Sheet): string[] {
  const first = run[0];
  const last = run.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    `${px(x(first.at))},${px(y(first.value))}`,
    ...run.map(({ at, value }) => `${px(x(at + BUCKET / 2))},${px(y(value))}`),
    `${px(x(last.at + BUCKET))},${px(y(last.value))}`,
  ];
}

/** What was observed: steps, since a count holds for its whole bucket; a line for gauges. Broken where nothing is known. */
export function observedPath(points: readonly SeriesPoint[], sheet: Sheet, kind: 'COUNT' | 'GAUGE'): string {
  const { x, y } = sheet;
  return runsOf(points, ({ observed }) => observed)
    .map((run) =>
      kind === 'GAUGE'
        ? `M${throughMiddles(run, sheet).join('L')}`
        : run
            .map(
              ({ at, value }, index) =>
                `${index === 0 ? 'M' : 'V'}${index === 0 ? `${px(x(at))},` : ''}${px(y(value))}H${px(x(at + BUCKET))}`,
            )
            .join(''),
    )
    .join('');
}

/** What was expected, broken where nothing was. */
export const expectedPath = (points: readonly SeriesPoint[], sheet: Sheet): string =>
  runsOf(points, ({ expected }) => expected)
    .map((run) => `M${throughMiddles(run, sheet).join('L')}`)
    .join('');

/** The area between the edges of the band, one closed piece a run. */
export const bandPath = (points: readonly SeriesPoint[], sheet: Sheet): string =>
  runsOf(points, ({ low, high }) => (low === null || high === null ? null : { low, high }))
    .map((run) => {
      const edge = (side: 'low' | 'high') =>
        throughMiddles(
          run.map(({ at, value }) => ({ at, value: value[side] })),
          sheet,
        );
      return `M${[...edge('high'), ...edge('low').toReversed()].join('L')}Z`;
    })
    .join('');

/** Why a stretch is neither judged nor learned. */
export type Excuse = 'MAINTENANCE' | 'OUTAGE' | 'LEFT_OUT' | 'UNKNOWN';
export type ExcusedSpan = Span & { readonly state: Excuse };

const isExcuse = (state: SeriesPoint['state']): state is Excuse =>
  state === 'MAINTENANCE' || state === 'OUTAGE' || state === 'LEFT_OUT' || state === 'UNKNOWN';

/** Buckets close and wait for late events before they are judged: the newest ones are no gap. */
const NOT_YET = HOUR;

/** Stretches of one excuse each. A bucket that nobody judged but that has a value is no gap, nor are the newest. */
export function excusedSpans(points: readonly SeriesPoint[]): readonly ExcusedSpan[] {
  const spans: { from: EpochMs; to: EpochMs; state: Excuse }[] = [];
  for (const { at, state, observed } of points) {
    if (!isExcuse(state) || (state === 'UNKNOWN' && observed !== null)) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.state === state && last.to === at) last.to = at + BUCKET;
    else spans.push({ from: at, to: at + BUCKET, state });
  }
  const end = (points.at(-1)?.at ?? 0) + BUCKET;
  return spans.filter(({ from, to, state }) => !(state === 'UNKNOWN' && to === end && to - from < NOT_YET));
}

export type Direction = 'BELOW' | 'ABOVE' | 'BOTH';

/** Points beyond the threshold on a side that counts. */
export const alarmsOf = (
  points: readonly SeriesPoint[],
  threshold: number,
  direction: Direction,
): readonly SeriesPoint[] =>
  points.filter(
    ({ score, observed }) =>
      score !== null &&
      observed !== null &&
      Math.abs(score) >= threshold &&
      (direction === 'BOTH' || (direction === 'BELOW') === score < 0),
  );

/** Those whose marks of a width in px do not cover the one before on the same side. */
export function spacedAlarms(
  alarms: readonly SeriesPoint[],
  { x }: Pick<Sheet, 'x'>,
  width: number,
): readonly SeriesPoint[] {
  const ends = new Map<boolean, number>();
  return alarms.filter(({ at, score }) => {
    const isLow = (score ?? 0) < 0;
    if (x(at) < (ends.get(isLow) ?? Number.NEGATIVE_INFINITY)) return false;
    ends.set(isLow, x(at) + width);
    return true;
  });
}

/** Index of the point whose bucket an instant lies in, else of the nearest; -1 without any. */
export function nearestPoint(points: readonly SeriesPoint[], at: EpochMs): number {
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((points[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return points.length === 0 ? -1 : low;
}

export type Tick = { readonly at: EpochMs; readonly isMidnight: boolean };

const TICK_HOURS = [1, 2, 3, 6, 12, 24, 48];

/** Local full hours for the foot of the sheet, at most `most` of them; beyond a day all are midnights or noons. */
export function ticksOf({ from, to }: Span, zone: string, most: number): readonly Tick[] {
  const hours = TICK_HOURS.find((each) => (to - from) / (each * HOUR) <= most) ?? 48;
  const ticks: Tick[] = [];
  let midnights = 0;
  for (let at = Math.ceil(from / BUCKET) * BUCKET; at < to; at += BUCKET) {
    const { hour, minute } = localParts(at, zone);
    if (minute !== 0) continue;
    const isMidnight = hour === 0;
    if (isMidnight) midnights += 1;
    if (hours >= 24 ? isMidnight && (hours === 24 || midnights % 2 === 1) : hour % hours === 0)
      ticks.push({ at, isMidnight });
  }
  return ticks;
}

/** Lanes for marks of a width at their places from left to right, so that none covers another while there are lanes. */
export function lanesOf(places: readonly number[], width: number, lanes: number): readonly number[] {
  const ends = Array.from({ length: lanes }, () => Number.NEGATIVE_INFINITY);
  return places.map((place) => {
    const free = ends.findIndex((end) => end <= place);
    const lane = free === -1 ? ends.indexOf(Math.min(...ends)) : free;
    ends[lane] = place + width;
    return lane;
  });
}
