import type { SeriesKind } from '#core/anomaly/detector.ts';
import type { Random } from '#core/kit/random.ts';
import { createRandom } from '#core/kit/random.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '#core/model/time.ts';
import { logUniform, negativeBinomial, normal } from '../anomaly/draws.ts';

/** Something that was done to a series; rows, the end not included. */
export type Label = { readonly cause: string; readonly start: number; readonly end: number };

/** A series with what is wrong in it. */
export type LabelledSeries = {
  readonly family: string;
  readonly kind: SeriesKind;
  readonly interval: number;
  readonly start: EpochMs;
  readonly values: Float64Array;
  readonly labels: readonly Label[];
};

/** What can be done to a series: how long in rows, and what becomes of a value that would have been. */
type Cause = {
  readonly name: string;
  readonly rows: readonly [number, number];
  readonly change: (random: Random) => (value: number, place: number, length: number) => number;
};

export type Family = {
  readonly name: string;
  readonly interval: number;
  readonly days: number;
  /** The values without any trouble. */
  readonly draw: (random: Random, rows: number) => Float64Array;
  readonly causes: readonly Cause[];
  readonly kind: SeriesKind;
  /** Rounds and clips a value to what can be written. */
  readonly finish: (value: number) => number;
};

/** Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');
/** Before this share of the rows nothing is done, and between two labels so many rows pass. */
const QUIET = 0.2;
const APART = 72;
const LABELS = 7;

export const seriesOf = (family: Family, seed: string): LabelledSeries => {
  const random = createRandom(`${seed}/${family.name}`);
  const rows = Math.round((family.days * DAY) / family.interval);
  const values = family.draw(random.split('values'), rows);
  const labels = trouble(family, values, random.split('labels'));
  const finished = values.map(family.finish);
  return {
    family: family.name,
    kind: family.kind,
    interval: family.interval,
    start: START,
    values: finished,
    labels,
  };
};

function trouble({ causes }: Family, values: Float64Array, random: Random): readonly Label[] {
  const labels: Label[] = [];
  const from = Math.round(values.length * QUIET);
  const room = Math.floor((values.length - from) / LABELS);
  for (let each = 0; each < LABELS; each++) {
    const cause = random.pick(causes);
    const length = random.whole(...cause.rows);
    const first = from + each * room;
    const start = random.whole(first, Math.max(first, first + room - length - APART));
    const change = cause.change(random);
    for (let row = start; row < start + length; row++)
      values[row] = change(values[row] ?? 0, row - start, length);
    labels.push({ cause: cause.name, start, end: start + length });
  }
  return labels;
}

/** Numbers that forget: each keeps a share of the one before, with the given standard deviation in the long run. */
function wander(random: Random, rows: number, kept: number, deviation: number): Float64Array {
  const values = new Float64Array(rows);
  let value = deviation * normal(random);
  for (let row = 0; row < rows; row++) {
    value = kept * value + Math.sqrt(1 - kept * kept) * deviation * normal(random);
    values[row] = value;
  }
  return values;
}

const hourOf = (row: number, interval: number): number => ((row * interval) / HOUR) % 24;
const isWeekend = (row: number, interval: number): boolean => Math.floor((row * interval) / DAY) % 7 >= 5;
/** From −1 in the small hours to 1 in the afternoon. */
const daily = (row: number, interval: number, peak: number): number =>
  Math.cos(((hourOf(row, interval) - peak) / 12) * Math.PI);

const signed = (random: Random, least: number, most: number): number =>
  (random.chance(0.5) ? 1 : -1) * random.between(least, most);

const spike = (rows: readonly [number, number], least: number, most: number): Cause => ({
  name: 'spike',
  rows,
  change: (random) => {
    const size = signed(random, least, most);
    return (value) => value + size;
  },
});
const shift = (rows: readonly [number, number], least: number, most: number): Cause => ({
  ...spike(rows, least, most),
  name: 'shift',
});
const ramp = (rows: readonly [number, number], least: number, most: number): Cause => ({
  name: 'ramp',
  rows,
  change: (random) => {
    const size = random.between(least, most);
    return (value, place, length) => value + (size * (place + 1)) / length;
  },
});
const times = (name: string, rows: readonly [number, number], least: number, most: number): Cause => ({
  name,
  rows,
  change: (random) => {
    const factor = logUniform(random, least, most);
    return (value) => value * factor;
  },
});
const stuckAt = (name: string, rows: readonly [number, number], least: number, most: number): Cause => ({
  name,
  rows,
  change: (random) => {
    const level = random.between(least, most);
    return (value) => level + 0.05 * (value - level);
  },
});

const tenths = (value: number): number => Math.round(value * 10) / 10;
const FIVE = 5 * MINUTE;

/** A room: through the day, with the weather, with a machine that cools in turns; in tenths of a degree. */
const temperature: Family = {
  kind: 'GAUGE',
  name: 'temperature, 5 min',
  interval: FIVE,
  days: 28,
  draw(random, rows) {
    const [mean, swing, peak] = [random.between(4, 30), random.between(0.3, 3), random.between(12, 17)];
    const weather = wander(random, rows, 0.9985, random.between(0.5, 2));
    const machine = wander(random, rows, random.between(0.4, 0.9), random.between(0.1, 0.3));
    return weather.map((value, row) => mean + swing * daily(row, FIVE, peak) + value + (machine[row] ?? 0));
  },
  causes: [spike([1, 3], 1.5, 6), shift([12, 144], 1.5, 5), ramp([24, 120], 3, 10)],
  finish: tenths,
};

/** A processor: busier by day and on weekdays, in bursts of its own that mean nothing; percent. */
const processor: Family = {
  kind: 'GAUGE',
  name: 'processor, 5 min',
  interval: FIVE,
  days: 28,
  draw(random, rows) {
    const [base, swing, weekend] = [random.between(8, 40), random.between(0.1, 0.5), random.between(0.5, 1)];
    const noise = wander(random, rows, random.between(0.3, 0.85), random.between(0.05, 0.2));
    let [left, burst] = [0, 0];
    return noise.map((value, row) => {
      if (left > 0) left -= 1;
      else burst = 0;
      if (left === 0 && random.chance(1 / 288))
        [left, burst] = [random.whole(1, 4), random.between(0.2, 0.8)];
      const habit = base * (1 + swing * daily(row, FIVE, 15)) * (isWeekend(row, FIVE) ? weekend : 1);
      return habit * Math.exp(value) * (1 + burst);
    });
  },
  causes: [
    stuckAt('pegged', [6, 48], 90, 99),
    stuckAt('idle', [6, 72], 0.5, 2),
    times('busy', [24, 144], 1.6, 2.5),
    times('spike', [1, 2], 2.5, 5),
  ],
  finish: (value) => Math.round(Math.min(100, Math.max(0, value)) * 1_000) / 1_000,
};

/** How long answers take: always above zero, far more often twice than half; milliseconds. */
const latency: Family = {
  kind: 'GAUGE',
  name: 'latency, 1 h',
  interval: HOUR,
  days: 120,
  draw(random, rows) {
    const [base, swing] = [logUniform(random, 20, 500), random.between(0.05, 0.4)];
    const noise = wander(random, rows, random.between(0, 0.7), random.between(0.08, 0.25));
    return noise.map(
      (value, row) => base * Math.exp(value + 0.3 * value * value + swing * daily(row, HOUR, 14)),
    );
  },
  causes: [times('slow', [2, 24], 1.7, 4), times('spike', [1, 1], 3, 8), times('fast', [4, 24], 0.3, 0.55)],
  finish: (value) => Math.round(value * 100) / 100,
};

/** Something that drifts with no habit to speak of, far from zero. */
const drift: Family = {
  kind: 'GAUGE',
  name: 'drift, 1 h',
  interval: HOUR,
  days: 120,
  draw(random, rows) {
    const mean = signed(random, 1e3, 1e7);
    const slow = wander(random, rows, 0.99, 3);
    const quick = wander(random, rows, 0.2, 1);
    return slow.map((value, row) => mean + value + (quick[row] ?? 0));
  },
  causes: [spike([1, 2], 6, 20), shift([6, 48], 4, 12)],
  finish: (value) => value,
};

/** The habit of a town: quiet before dawn, busy in the evening, other weekends. */
const town = (row: number, interval: number, weekend: number): number => {
  const shape = isWeekend(row, interval) ? weekend : 1;
  const hour = hourOf(row, interval);
  return (
    shape *
    Math.max(
      0.08,
      0.65 + 0.3 * Math.cos(((hour - 19) / 12) * Math.PI) + 0.12 * Math.cos(((hour - 9) / 6) * Math.PI),
    )
  );
};

const counted =
  (least: number, most: number, scatter: readonly [number, number], dayScatter: number, interval: number) =>
  (random: Random, rows: number): Float64Array => {
    const [mean, phi, weekend] = [
      logUniform(random, least, most),
      logUniform(random, ...scatter),
      random.between(0.6, 1.2),
    ];
    const days = wander(random, Math.ceil((rows * interval) / DAY) + 1, 0.3, dayScatter);
    return Float64Array.from({ length: rows }, (_, row) => {
      const day = days[Math.floor((row * interval) / DAY)] ?? 0;
      const habit = interval >= DAY ? (isWeekend(row, interval) ? weekend : 1) : town(row, interval, weekend);
      return negativeBinomial(random, mean * habit * Math.exp(day), phi);
    });
  };

const whole = (value: number): number => Math.max(0, Math.round(value));

const taxi: Family = {
  kind: 'COUNT',
  name: 'taxi rides, 1 h',
  interval: HOUR,
  days: 120,
  draw: counted(300, 3_000, [0.002, 0.02], 0.05, HOUR),
  causes: [times('drop', [4, 24], 0.3, 0.65), times('surge', [2, 8], 1.5, 2.5)],
  finish: whole,
};

const requests: Family = {
  kind: 'COUNT',
  name: 'requests, 5 min',
  interval: FIVE,
  days: 28,
  draw: counted(3, 200, [0.01, 0.1], 0.1, FIVE),
  causes: [times('outage', [3, 36], 0.001, 0.2), times('surge', [4, 24], 2, 4)],
  finish: whole,
};

const sales: Family = {
  kind: 'COUNT',
  name: 'sales, 1 day',
  interval: DAY,
  days: 730,
  draw: counted(30, 2_000, [0.01, 0.05], 0.05, DAY),
  causes: [times('drop', [1, 3], 0.2, 0.5), times('surge', [1, 2], 2, 3)],
  finish: whole,
};

export const FAMILIES: readonly Family[] = [temperature, processor, latency, drift, taxi, requests, sales];
