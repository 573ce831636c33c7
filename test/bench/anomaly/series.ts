import { createRandom, type Random } from '#core/kit/random.ts';
import type { Calendar } from './calendar.ts';
import { BUCKETS_PER_DAY, BUCKETS_PER_HOUR, drawCalendar, onTheWall, slotAt } from './calendar.ts';
import { logUniform, negativeBinomial, normal } from './draws.ts';
import type { Happening } from './events.ts';
import { drawHappenings, effectOn } from './events.ts';
import type { SiteKind } from './weeks.ts';
import { drawWeek, SITE_KINDS } from './weeks.ts';

/** Where a bucket lies: the same shape as the detectors take, written again, because the data owe nothing to them. */
export type Slot = { readonly index: number; readonly hour_of_week: number; readonly is_holiday: boolean };

/** An event of a series with what it came to. */
export type Label = Happening & {
  /** Events that it removed or added, on average, in buckets that were seen. */
  readonly changed: number;
};

/** One metric at one site, in buckets of 15 minutes, with its truth. */
export type Series = {
  readonly name: string;
  readonly kind: SiteKind;
  readonly phi: number;
  readonly slots: readonly Slot[];
  /** −1 where the source was silent. */
  readonly counts: Int32Array;
  /** The usual mean of each bucket, without what happened. */
  readonly means: Float64Array;
  readonly labels: readonly Label[];
  /** The bucket from which the shift lay elsewhere, and by how many hours. */
  readonly move: Move | null;
  /** The bucket before which the clocks changed. */
  readonly jump: number | null;
};

export type Move = { readonly bucket: number; readonly hours: number };

export const MISSING = -1;

/** What is drawn: so many series of so many days; events in them or none, and a shift moved for good in every fourth, in all, in none. */
export type Plan = {
  readonly seed: number;
  readonly name: string;
  readonly count: number;
  readonly days: number;
  readonly hasEvents: boolean;
  readonly moved: 'SOME' | 'ALL' | 'NONE';
};

export function drawAll(plan: Plan): readonly Series[] {
  return Array.from({ length: plan.count }, (_, number) => drawSeries(plan, number));
}

/** From this share of a site's rate on people are at work. */
const BUSY = 0.4;
const HOURS_PER_WEEK = 168;

const isMoved = ({ moved }: Plan, number: number): boolean =>
  moved === 'ALL' || (moved === 'SOME' && number % 16 < SITE_KINDS.length);

function drawSeries(plan: Plan, number: number): Series {
  const name = `${plan.name} ${number}`;
  const random = createRandom(`anomaly bench ${plan.seed} ${name}`);
  const kind = SITE_KINDS[number % SITE_KINDS.length] ?? 'nights';
  const { days } = plan;
  const buckets = days * BUCKETS_PER_DAY;
  const calendar = drawCalendar(random.split('calendar'), days);
  const phi = logUniform(random, 0.02, 0.3);
  const rate = logUniform(random, 0.5, 60);
  const move = isMoved(plan, number) ? drawMove(random, days) : null;
  const slots = Array.from({ length: buckets }, (_, bucket) => slotAt(calendar, bucket));
  const week = drawWeek(random.split('week'), kind);
  const share = (bucket: number, hours: number): number =>
    week[((slots[bucket]?.hour_of_week ?? 0) - hours + HOURS_PER_WEEK) % HOURS_PER_WEEK] ?? 0;
  const movedAt = (bucket: number) => (move !== null && bucket >= move.bucket ? move.hours : 0);
  const level = drawLevels(random.split('level'), calendar, buckets).map(
    (each) => (each * rate) / BUCKETS_PER_HOUR,
  );
  const means = level.map((each, bucket) => each * share(bucket, movedAt(bucket)));
  const isBusy = (bucket: number) => bucket < buckets && share(bucket, movedAt(bucket)) > BUSY;
  const happenings = plan.hasEvents ? drawHappenings(random.split('happenings'), buckets, isBusy) : [];
  const counts = drawCounts(random.split('counts'), means, phi, happenings);
  leaveOut(random.split('outages'), counts);
  const labels = happenings.map((happening) => ({
    ...happening,
    changed: changedBy(happening, means, counts),
  }));
  const jump = calendar.jump?.bucket ?? null;
  return { name, kind, phi, slots, counts, means, labels, move, jump };
}

function drawMove(random: Random, days: number): Move {
  const hours = random.whole(2, 4) * (random.chance(0.5) ? 1 : -1);
  return { bucket: random.whole(Math.round(days * 0.4), Math.round(days * 0.7)) * BUCKETS_PER_DAY, hours };
}

/** The level of each bucket: from day to day an AR(1), and a slow drift over the whole time. */
function drawLevels(random: Random, calendar: Calendar, buckets: number): Float64Array {
  const [memory, deviation] = [random.between(0.3, 0.8), random.between(0.05, 0.15)];
  const drift = random.between(-0.3, 0.3);
  const days = buckets / BUCKETS_PER_DAY + 1;
  const ofDays: number[] = [];
  let now = deviation * normal(random);
  for (let day = 0; day < days; day++) {
    ofDays.push(now);
    now = memory * now + Math.sqrt(1 - memory * memory) * deviation * normal(random);
  }
  return Float64Array.from({ length: buckets }, (_, bucket) => {
    const day = Math.floor(onTheWall(calendar, bucket) / BUCKETS_PER_DAY);
    return Math.exp((ofDays[day] ?? 0) + (drift * bucket) / (120 * BUCKETS_PER_DAY));
  });
}

function drawCounts(random: Random, means: Float64Array, phi: number, happenings: readonly Happening[]) {
  const effects = new Float64Array(means.length).fill(1);
  for (const happening of happenings)
    for (let bucket = Math.floor(happening.start); bucket < happening.end; bucket++)
      effects[bucket] = effectOn(happening, bucket);
  return Int32Array.from(means, (mean, bucket) =>
    negativeBinomial(random, mean * (effects[bucket] ?? 1), phi),
  );
}

/** Silences of the source: about one in 15 days, of 1 to 10 hours. */
function leaveOut(random: Random, counts: Int32Array): void {
  const wait = () => random.waiting(15) * BUCKETS_PER_DAY;
  for (let from = wait(); from < counts.length; from += wait()) {
    const to = from + logUniform(random, 1, 10) * BUCKETS_PER_HOUR;
    counts.fill(MISSING, Math.floor(from), Math.ceil(to));
  }
}

function changedBy(happening: Happening, means: Float64Array, counts: Int32Array): number {
  let sum = 0;
  for (let bucket = Math.floor(happening.start); bucket < happening.end; bucket++) {
    if (counts[bucket] === MISSING) continue;
    sum += Math.abs(effectOn(happening, bucket) - 1) * (means[bucket] ?? 0);
  }
  return sum;
}
