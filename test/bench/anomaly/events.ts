import type { Random } from '#core/kit/random.ts';
import { BUCKETS_PER_DAY, BUCKETS_PER_HOUR } from './calendar.ts';
import { logUniform } from './draws.ts';

export const EVENT_KINDS = ['silence', 'drop', 'surge', 'burst'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that happened at a site: from `start` to `end`, in buckets and parts of them, the mean was `factor` times the usual. */
export type Happening = {
  readonly kind: EventKind;
  readonly start: number;
  readonly end: number;
  readonly factor: number;
};

/** Between one event and the next, at least, days; with the mean wait below one event in about 6 days. */
const LEAST_GAP = 2;
const MEAN_WAIT = 4;
/** So many events happen while people work; the others at any hour. */
const AT_WORK = 0.75;
const TRIES = 200;

/** Draws what happens at a site. `isBusy`: whether people work in a bucket. */
export function drawHappenings(
  random: Random,
  buckets: number,
  isBusy: (bucket: number) => boolean,
): readonly Happening[] {
  const happenings: Happening[] = [];
  for (let day = random.waiting(MEAN_WAIT); ; ) {
    const happening = draw(random, startNear(random, day * BUCKETS_PER_DAY, isBusy));
    if (happening.end >= buckets) return happenings;
    happenings.push(happening);
    day = happening.end / BUCKETS_PER_DAY + LEAST_GAP + random.waiting(MEAN_WAIT - 0.3);
  }
}

/** An instant within a day after `from`, mostly in a busy bucket. */
function startNear(random: Random, from: number, isBusy: (bucket: number) => boolean): number {
  const isAtWork = random.chance(AT_WORK);
  for (let tries = 0; ; tries++) {
    const start = from + random.between(0, BUCKETS_PER_DAY);
    if (!isAtWork || tries >= TRIES || isBusy(Math.floor(start))) return start;
  }
}

function draw(random: Random, start: number): Happening {
  const hours = logUniform(random, 1, 12);
  const lasting = (kind: EventKind, factor: number, length = hours): Happening => ({
    ...{ kind, start, factor },
    end: start + length * BUCKETS_PER_HOUR,
  });
  const cause = random.next();
  if (cause < 0.3) return lasting('silence', 0);
  if (cause < 0.6) return lasting('drop', random.between(0.1, 0.5));
  if (cause < 0.85) return lasting('surge', random.between(1.7, 4));
  return lasting('burst', random.between(3, 6), random.between(1, 2));
}

/** By how much a happening multiplies the mean of a bucket that it may only partly cover. */
export function effectOn({ start, end, factor }: Happening, bucket: number): number {
  const covered = Math.max(0, Math.min(end, bucket + 1) - Math.max(start, bucket));
  return 1 + (factor - 1) * covered;
}
