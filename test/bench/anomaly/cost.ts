import { createCountDetector } from '#core/anomaly/count-detector.ts';
import { QUARTER_HOURS } from '#core/anomaly/grid.ts';
import { emptyState, STATE_BYTES, STATE_LENGTH } from '#core/anomaly/state.ts';
import type { Series, Slot } from './series.ts';
import { MISSING } from './series.ts';

const TURNS = 5;
const [SITES, METRICS] = [10_000, 5];

/** Medians of five; µs per bucket, but `fleet` in ms. `floor`: Welford's update of a cell in a typed array, the least that learning can cost. */
export type Cost = {
  readonly full: number;
  readonly learning: number;
  readonly floor: number;
  readonly full_to_floor: number;
  readonly learning_to_floor: number;
  /** One bucket of 10,000 sites with 5 metrics each, scored, in ms. */
  readonly fleet: number;
  readonly state_bytes: number;
};

/** What a bucket costs, with a floor measured in the same run. */
export function measureCost(all: readonly Series[]): Cost {
  const seen = all.map(seenOnly);
  const buckets = seen.reduce((sum, { slots }) => sum + slots.length, 0);
  const each = (run: () => void) => (medianOf(run) * 1_000) / buckets;
  const full = each(() => stepAll(seen, true));
  const learning = each(() => stepAll(seen, false));
  const floor = each(() => welfordAll(seen));
  return {
    ...{ full, learning, floor, full_to_floor: full / floor, learning_to_floor: learning / floor },
    fleet: costOfFleet(seen),
    state_bytes: STATE_BYTES,
  };
}

type Seen = { readonly slots: readonly Slot[]; readonly counts: readonly number[] };

function seenOnly({ slots, counts }: Series): Seen {
  const isSeen = (_: unknown, bucket: number) => counts[bucket] !== MISSING;
  return { slots: slots.filter(isSeen), counts: [...counts].filter(isSeen) };
}

function stepAll(all: readonly Seen[], scored: boolean): void {
  const detector = createCountDetector(QUARTER_HOURS);
  for (const { slots, counts } of all) {
    const state = emptyState();
    slots.forEach((slot, place) => {
      detector.step(state, slot, counts[place] ?? 0, scored);
    });
  }
}

function welfordAll(all: readonly Seen[]): void {
  for (const { slots, counts } of all) {
    const cells = new Float32Array(168 * 3);
    slots.forEach(({ hour_of_week }, place) => {
      const cell = hour_of_week * 3;
      const count = counts[place] ?? 0;
      const n = (cells[cell] ?? 0) + 1;
      const difference = count - (cells[cell + 1] ?? 0);
      const mean = (cells[cell + 1] ?? 0) + difference / n;
      cells[cell] = n;
      cells[cell + 1] = mean;
      cells[cell + 2] = (cells[cell + 2] ?? 0) + difference * (count - mean);
    });
  }
}

/** Every state its own piece of one block, as in the product, so that memory is as far away as there. */
function costOfFleet(all: readonly Seen[]): number {
  const detector = createCountDetector(QUARTER_HOURS);
  const block = new Float32Array(SITES * METRICS * STATE_LENGTH);
  const shortest = Math.min(...all.map(({ slots }) => slots.length)) - TURNS;
  const learned = all.map(({ slots, counts }) => {
    const state = emptyState();
    for (let place = 0; place < shortest; place++)
      detector.step(state, slots[place] ?? NO_SLOT, counts[place] ?? 0, false);
    return state;
  });
  const states = Array.from({ length: SITES * METRICS }, (_, number) => {
    const state = block.subarray(number * STATE_LENGTH, (number + 1) * STATE_LENGTH);
    state.set(learned[number % learned.length] ?? emptyState());
    return state;
  });
  let bucket = shortest;
  return medianOf(() => {
    states.forEach((state, number) => {
      const { slots, counts } = all[number % all.length] ?? { slots: [], counts: [] };
      detector.step(state, slots[bucket] ?? NO_SLOT, counts[bucket] ?? 0, true);
    });
    bucket++;
  });
}

const NO_SLOT: Slot = { index: 0, hour_of_week: 0, is_holiday: false };

function medianOf(run: () => void): number {
  const times = Array.from({ length: TURNS }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[TURNS >> 1] ?? 0;
}
