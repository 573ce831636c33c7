import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { poolOf, QUARTER_HOURS } from './grid.ts';
import { addToLevels, cellAt, createWeights, enterEra, measuredIn, sharesOf, shrunkRate } from './levels.ts';
import { emptyState, LEVELS, read } from './state.ts';

const HALF_LIVES = [10, 21, 30, 45];
const slotAt = (index: number, hour_of_week: number) => ({ index, hour_of_week, is_holiday: false });

/** A state whose four cells of hour 30 hold these hours of exposure and sums, by the weights of bucket 0, which are all 1. */
function stateWith(cells: readonly (readonly [exposure: number, sum: number])[]): Float32Array {
  const state = emptyState();
  cells.forEach(([exposure, sum], level) => {
    state[cellAt(level, 30)] = exposure;
    state[cellAt(level, 30) + 1] = sum;
  });
  return state;
}
const ONES = createWeights(QUARTER_HOURS)(0);

describe('the cells', () => {
  it('fade by half in 10, 21, 30 and 45 days, whatever era the samples and the question lie in', () => {
    const weightsAt = createWeights(QUARTER_HOURS);
    const random = createRandom('levels');
    const state = emptyState();
    const samples: { index: number; exposure: number; sum: number }[] = [];
    let last = 1_963_000;
    for (let number = 0; number < 400; number++) {
      const index = last + random.whole(1, 300); // 400 of them are about 600 days: 8 eras of the first level
      enterEra(state, weightsAt(last), weightsAt(index));
      const sample = { index, exposure: 0.25, sum: random.whole(0, 9) };
      addToLevels(state, slotAt(index, 30), weightsAt(index), sample.exposure, sample.sum);
      samples.push(sample);
      last = index;
      if (number % 40 !== 39) continue;
      HALF_LIVES.forEach((days, level) => {
        const faded = (what: 'exposure' | 'sum') =>
          samples.reduce((total, each) => total + each[what] * 0.5 ** ((index - each.index) / 96 / days), 0);
        const weight = weightsAt(index).of[level] ?? Number.NaN;
        expect(read(state, cellAt(level, 30)) / weight / faded('exposure')).toBeCloseTo(1, 5);
        expect(read(state, cellAt(level, 30) + 1) / weight / faded('sum')).toBeCloseTo(1, 5);
      });
    }
  });

  it('keep their numbers small and lose no bit when an era ends', () => {
    const weightsAt = createWeights(QUARTER_HOURS);
    const state = emptyState();
    const days = (count: number) => 1_963_000 + 96 * count;
    addToLevels(state, slotAt(days(0), 30), weightsAt(days(0)), 0.25, 3);
    const before = [...state];
    enterEra(state, weightsAt(days(0)), weightsAt(days(300)));
    expect([...state]).not.toEqual(before);
    enterEra(state, weightsAt(days(300)), weightsAt(days(0)));
    expect([...state]).toEqual(before);
    for (const index of [0, days(0), days(77), days(4_000)])
      for (const weight of weightsAt(index).of) expect(weight >= 1 && weight < 256).toBe(true);
  });

  it('can be asked about a bucket of a later era without being brought there', () => {
    const weightsAt = createWeights(QUARTER_HOURS);
    const [now, later] = [1_963_000, 1_963_000 + 96 * 100];
    const state = emptyState();
    addToLevels(state, slotAt(now, 30), weightsAt(now), 20, 60);
    const asked = shrunkRate(state, 30, measuredIn(weightsAt(later), weightsAt(now).era), 0.1);
    enterEra(state, weightsAt(now), weightsAt(later));
    const brought = shrunkRate(state, 30, weightsAt(later), 0.1);
    expect(asked.mean).toBeCloseTo(brought.mean, 12);
    expect(asked.variance).toBeCloseTo(brought.variance, 12);
  });

  it('are one, 24, 48 and 168, and a sample lies in one of each level', () => {
    for (const [level, cells] of [1, 24, 48, 168].entries()) {
      const places = new Set(Array.from({ length: 168 }, (_, hour) => cellAt(level, hour)));
      expect(places.size).toBe(cells);
    }
    expect(cellAt(2, 4 * 24 + 7)).toBe(cellAt(2, 7));
    expect(cellAt(2, 5 * 24 + 7)).not.toBe(cellAt(2, 7));
    expect(poolOf(6 * 24 + 7)).toBe(poolOf(5 * 24 + 7));
    const state = emptyState();
    addToLevels(state, slotAt(0, 30), ONES, 0.25, 4);
    for (let level = 0; level < LEVELS; level++)
      expect([read(state, cellAt(level, 30)), read(state, cellAt(level, 30) + 1)]).toEqual([0.25, 4]);
    expect(state.filter((number) => number !== 0)).toHaveLength(2 * LEVELS);
  });
});

describe('the expected rate', () => {
  it('is shrunk from level to level as worked out by hand', () => {
    // m0 = 200.05/100.5 = 1.990547, v0 = (1/m0 + .1)/100.5 = .0059938
    // kappa .941210, Z .913976: m1 = (30 + .941210·m0)/10.941210 = 2.913163, v1 = .64·.086024 + .086024²·v0 = .0550999
    // kappa 1.773078, Z .818575: m2 = (28 + 1.773078·m1)/9.773078 = 3.393533, v2 = .25·.181425 + .181425²·v1 = .0471698
    // kappa 4.385311, Z .313219: m3 = (9 + 4.385311·m2)/6.385311 = 3.740099, v3 = .09·.686781 + .686781²·v2 = .0840588
    const rate = shrunkRate(
      stateWith([
        [100, 200],
        [10, 30],
        [8, 28],
        [2, 9],
      ]),
      30,
      ONES,
      0.1,
    );
    expect(rate.mean).toBeCloseTo(3.740_099, 5);
    expect(rate.variance).toBeCloseTo(0.084_058_8, 6);
  });

  it('says little and is very unsure where nothing was learned', () => {
    const { mean, variance } = shrunkRate(emptyState(), 30, ONES, 0.05);
    expect(mean).toBeCloseTo(0.1, 12);
    expect(variance).toBeCloseTo(0.09 + 0.25 + 0.64 + (10 + 0.05) / 0.5, 12);
  });

  it('follows a busy cell after 0.3 h as much as the wider one, and a silent cell after 60 h', () => {
    const busy = shrunkRate(
      stateWith([
        [1e6, 4e8],
        [0.3, 0.3 * 800],
        [0, 0],
        [0, 0],
      ]),
      30,
      ONES,
      0.003,
    );
    expect(busy.mean).toBeCloseTo((400 + 800) / 2, 0);
    const silent = shrunkRate(
      stateWith([
        [1e6, 0],
        [60, 0],
        [60, 0],
        [60, 60 * 0.01],
      ]),
      30,
      ONES,
      0.003,
    );
    expect(silent.mean).toBeCloseTo(0.005, 4);
  });

  it('is the mean of the levels’ own rates by their shares, which add up to 1', () => {
    const amount = fc.double({ min: 0.01, max: 200, noNaN: true });
    const cells = fc.array(fc.tuple(amount, amount), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(cells, fc.double({ min: 0.003, max: 1.5, noNaN: true }), (own, phi) => {
        const state = stateWith(own);
        const shares = sharesOf(state, 30, ONES, phi);
        const rates = own.map(([exposure, sum], level) =>
          level === 0 ? (sum + 0.05) / (exposure + 0.5) : sum / exposure,
        );
        const mean = rates.reduce((total, rate, level) => total + rate * (shares[level] ?? 0), 0);
        expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 10);
        expect(shrunkRate(state, 30, ONES, phi).mean / mean).toBeCloseTo(1, 5);
      }),
    );
  });
});
