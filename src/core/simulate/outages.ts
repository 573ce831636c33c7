import type { Random } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, HOUR, type Interval, MINUTE } from '#core/model/time.ts';
import { isManned } from './scene.ts';
import { PATROL_APP } from './sources.ts';

/** A source delivers nothing for any of its sites. */
export type Outage = Interval & {
  readonly source: string;
  /** True: what happened is kept and delivered afterwards; else it is lost. */
  readonly isKept: boolean;
  /** Code of the site at which somebody calls for help meanwhile; null: nobody does. */
  readonly calls: string | null;
};

export type OutageOptions = {
  readonly from: EpochMs;
  /** Every outage is over by then; null: there is no end. */
  readonly to: EpochMs | null;
  /** Milliseconds from one outage to the next, on average. */
  readonly outageEvery: number;
};

/** The outages of a whole simulation, which every site shares. */
export type Outages = {
  /** Those that begin in [from, to), in order. */
  readonly between: (from: EpochMs, to: EpochMs) => readonly Outage[];
};

/** The source has been heard for so long before it falls silent, and is heard for so long after. */
const HEARD_BEFORE = 6 * HOUR;
const HEARD_AFTER = 2 * HOUR;
/** So many sites at least are manned all through an outage, and before it: fewer would not show whether a source is silent. */
const FEWEST_MANNED = 4;
const MANNED_BEFORE = 75 * MINUTE;
const ATTEMPTS = 40;
const BY_DAY_SHARE = 0.75;
const CALL_SHARE = 0.6;

/** One outage in each of as many equal stretches of time as fit, wherever enough sites are manned. */
export function createOutages(
  sites: readonly Site[],
  random: Random,
  { from, to, outageEvery }: OutageOptions,
): Outages {
  const count = to === null ? Number.POSITIVE_INFINITY : Math.round((to - from) / outageEvery);
  const length = to === null || count === 0 ? outageEvery : (to - from) / count;
  const keepsFirst = random.chance(0.5);
  const known = new Map<number, Outage | null>();
  const outageOf = (index: number): Outage | null => {
    const remembered = known.get(index);
    if (remembered !== undefined) return remembered;
    const stretch = { start: from + index * length, end: from + (index + 1) * length };
    const planned = planOutage(
      sites,
      random.split(`outage ${index}`),
      stretch,
      (index % 2 === 0) === keepsFirst,
    );
    known.set(index, planned);
    return planned;
  };
  return {
    between(start, end) {
      const outages: Outage[] = [];
      const last = Math.min(count - 1, Math.ceil((end - from) / length));
      for (let index = Math.max(0, Math.floor((start - from) / length)); index <= last; index++) {
        const outage = outageOf(index);
        if (outage !== null && outage.start >= start && outage.start < end) outages.push(outage);
      }
      return outages;
    },
  };
}

function planOutage(
  sites: readonly Site[],
  random: Random,
  stretch: Interval,
  isKept: boolean,
): Outage | null {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const start = Math.round(random.between(stretch.start + HEARD_BEFORE, stretch.end - HEARD_AFTER));
    const span = { start, end: start + Math.round(random.between(45, 120) * MINUTE) };
    const isByDay = isDaylight(start) || random.chance(1 - BY_DAY_SHARE);
    const manned = sites.filter((site) => isManned(site, { start: start - MANNED_BEFORE, end: span.end }));
    if (!isByDay || span.end + HEARD_AFTER > stretch.end || manned.length < FEWEST_MANNED) continue;
    const calls = random.chance(CALL_SHARE) ? random.pick(manned).code : null;
    return { ...span, source: PATROL_APP, isKept, calls };
  }
  return null;
}

/** 06:00 to 18:00 UTC; the sites lie around the world. */
const isDaylight = (at: EpochMs): boolean => at % DAY >= 6 * HOUR && at % DAY < 18 * HOUR;
