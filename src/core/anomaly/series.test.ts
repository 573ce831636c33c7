import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { negativeBinomial, normal, poisson } from '#test/bench/anomaly/draws.ts';
import type { JudgedRow, SeriesRow } from './series.ts';
import { createSeries, FIRST_ROWS } from './series.ts';

/** A Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');

const rowAt = (at: number, value: number): SeriesRow => ({ time: { at, wall: at }, value });
const rowsOf = (values: readonly number[], interval: number): SeriesRow[] =>
  values.map((value, row) => rowAt(START + row * interval, value));
const judge = (rows: readonly SeriesRow[], series = createSeries('MEDIUM')): JudgedRow[] =>
  rows.map((row) => series.take(row));
const anomalies = (judged: readonly JudgedRow[]): number[] =>
  judged.flatMap(({ anomaly }, row) => (anomaly ? [row] : []));

/** Rides of a town, by hour: quiet at night, and on Sundays. */
const rides = (row: number): number => {
  const hour = row % 24;
  return (row % 168 >= 144 ? 0.5 : 1) * (hour < 6 ? 40 : hour < 17 ? 300 : 600);
};
const town = (rows: number, seed = 'town', ridesAt = rides): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: rows }, (_, row) => negativeBinomial(random, ridesAt(row), 0.005));
};
const room = (rows: number): number[] => {
  const random = createRandom('room');
  return Array.from(
    { length: rows },
    (_, row) => 21.5 + Math.sin((row / 288) * 2 * Math.PI) + 0.2 * normal(random),
  );
};

describe('a series of counts by the hour', () => {
  const weeks = 6 * 168;

  it('has an anomaly where half of the rides are missing, and hardly any elsewhere', () => {
    const values = town(weeks);
    for (let row = 900; row < 906; row++) values[row] = Math.round((values[row] ?? 0) / 2);
    const found = anomalies(judge(rowsOf(values, HOUR)));
    expect(found).toContain(901);
    expect(found.filter((row) => row < 900 || row > 940).length).toBeLessThan(8);
  });

  it('is known as counts, and its interval from the first rows', () => {
    const series = createSeries('MEDIUM');
    const rows = rowsOf(town(40), HOUR);
    judge(rows.slice(0, FIRST_ROWS - 1), series);
    expect(series.interval()).toBeNull();
    judge(rows.slice(FIRST_ROWS - 1), series);
    expect([series.interval(), series.kind()]).toEqual([HOUR, 'COUNT']);
  });

  it('learns its first rows at their size, and is not surprised a day and a week later', () => {
    const everyDay = (row: number) => 20 * rides(row % 24);
    const found = anomalies(judge(rowsOf(town(12 * 24, 'first', everyDay), HOUR)));
    expect(found.filter((row) => row >= 24 && row < 30)).toEqual([]);
    expect(found.filter((row) => row >= 168 && row < 174)).toEqual([]);
  });

  it('is as calm as it promises, though its first days could not say how much it scatters', () => {
    const found = ['a', 'b', 'c'].flatMap((seed) => {
      const random = createRandom(seed);
      const smooth = Array.from({ length: weeks }, (_, row) =>
        negativeBinomial(random, 1_000 * (1 + 0.5 * Math.sin(((row % 24) / 12) * Math.PI)), 0.02),
      );
      return anomalies(judge(rowsOf(smooth, HOUR))).filter((row) => row >= 168);
    });
    // 105 days: about one chance alarm in 22.
    expect(found.length).toBeLessThan(9);
  });

  it('lets busy hours that have moved be the habit after two weeks', () => {
    const values = [
      ...town(weeks),
      ...town(weeks, 'later').map((_, row, all) => all[row + 6] ?? rides(row + 6)),
    ];
    const found = anomalies(judge(rowsOf(values, HOUR))).filter((row) => row >= weeks);
    expect(found.filter((row) => row < weeks + 48).length).toBeGreaterThan(4);
    expect(found.filter((row) => row >= weeks + 14 * 24).length).toBeLessThan(12);
  });
});

describe('a series by the day', () => {
  const random = createRandom('days');
  const shop = Array.from({ length: 365 }, (_, day) =>
    negativeBinomial(random, day % 7 === 6 ? 60 : 400, 0.01),
  );

  it('knows its Sundays, and misses what is missing on a Wednesday', () => {
    const values = shop.with(303, 60); // a Wednesday like a Sunday
    const judged = judge(rowsOf(values, DAY));
    expect(judged[303]).toMatchObject({ anomaly: true });
    const sundays = judged.filter((_, day) => day > 60 && day % 7 === 6);
    expect(sundays.filter(({ anomaly }) => anomaly).length).toBeLessThan(2);
  });
});

describe('a series of readings', () => {
  const values = room(14 * 288);

  it('has an anomaly where the room grows hot, and none elsewhere', () => {
    const hot = values.map((value, row) => (row >= 3_000 && row < 3_020 ? value + 3 : value));
    const found = anomalies(judge(rowsOf(hot, 5 * MINUTE)));
    expect(found).toContain(3_004);
    expect(found.filter((row) => row < 3_000 || row >= 3_060)).toEqual([]);
  });

  it('may be below zero', () => {
    const cold = values.map((value, row) => -(row >= 3_000 && row < 3_020 ? value + 3 : value));
    expect(anomalies(judge(rowsOf(cold, 5 * MINUTE)))).toContain(3_004);
  });

  it('may be whole degrees', () => {
    const whole = values.map((value, row) => Math.round(3 * value) + (row === 3_000 ? 12 : 0));
    const series = createSeries('MEDIUM');
    const found = anomalies(judge(rowsOf(whole, 5 * MINUTE), series));
    expect(series.kind()).toBe('GAUGE');
    expect(found).toContain(3_000);
    expect(found.length).toBeLessThan(6);
  });

  it('may have looked like counts until a fraction came', () => {
    const random = createRandom('fraction');
    const counts = Array.from({ length: 600 }, () => poisson(random, 50));
    const series = createSeries('MEDIUM');
    const plain = judge(rowsOf(counts, HOUR));
    const judged = judge(rowsOf(counts.with(400, 50.5).with(500, 500.5), HOUR), series);
    expect(judged.slice(0, 400)).toEqual(plain.slice(0, 400));
    expect(series.kind()).toBe('GAUGE');
    // Both kinds were learned: nobody has to begin anew.
    expect(judged.slice(400, 500).filter(({ anomaly }) => anomaly).length).toBeLessThan(3);
    expect(judged[500]?.anomaly).toBe(true);
  });
});

describe('each row', () => {
  it('is judged from the rows before it alone', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.double({ min: -10, max: 10, noNaN: true }));
    const gap = fc.integer({ min: -2, max: 4 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, gap), { minLength: 2, maxLength: 120 }),
        fc.nat(),
        (drawn, cut) => {
          let at = START;
          const rows = drawn.map(([next, step]) => {
            at += step * HOUR;
            return rowAt(at, next);
          });
          const place = cut % rows.length;
          expect(judge(rows.slice(0, place))).toEqual(judge(rows).slice(0, place));
        },
      ),
    );
  });

  it('scores from 0 to 1, whatever it holds, and whatever is an anomaly at LOW is one at HIGH', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      fc.double({ min: -1e30, max: 1e30, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 200 }),
        fc.constantFrom(1_000, HOUR, DAY),
        (values, interval) => {
          const rows = rowsOf(values, interval);
          const [low, high] = [judge(rows, createSeries('LOW')), judge(rows, createSeries('HIGH'))];
          low.forEach(({ score, anomaly }, row) => {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
            if (anomaly) expect(high[row]?.anomaly).toBe(true);
          });
        },
      ),
    );
  });

  it('scores a third where MEDIUM begins, counts and readings alike', () => {
    const found = [
      ...judge(
        rowsOf(
          town(6 * 168)
            .map((value, row) => (row % 200 === 150 ? value * 1.8 : value))
            .map(Math.round),
          HOUR,
        ),
      ),
      ...judge(
        rowsOf(
          room(14 * 288).map((value, row) => (row % 400 > 390 ? value + 1.5 : value)),
          5 * MINUTE,
        ),
      ),
    ].slice(110);
    expect(anomalies(found).length).toBeGreaterThan(5);
    for (const { score, anomaly } of found) if (score > 0.5) expect(anomaly).toBe(true);
    for (const { score, anomaly } of found) if (anomaly) expect(score).toBeGreaterThanOrEqual(1 / 3);
    for (const { score, anomaly } of found.slice(-3_000)) expect(anomaly).toBe(score >= 1 / 3);
  });

  it('of the first ones is only learned', () => {
    const judged = judge(rowsOf([1, 2, 900, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], HOUR));
    expect(judged.slice(0, FIRST_ROWS)).toEqual(
      Array.from({ length: FIRST_ROWS }, () => ({ state: 'LEARNED', z: 0, score: 0, anomaly: false })),
    );
    expect(judged[FIRST_ROWS]?.state).toBe('JUDGED');
  });

  it('among the first hundred is an anomaly only where LOW would say so', () => {
    const values = room(120);
    const early = Array.from(
      { length: 60 },
      (_, tenths) => judge(rowsOf(values.with(60, 23 + tenths / 10), HOUR))[60],
    ).filter((row) => row !== undefined && row.score > 0.34 && row.score < 0.44);
    expect(early.length).toBeGreaterThan(0);
    for (const row of early) expect(row?.anomaly).toBe(false);
    expect(judge(rowsOf(values.with(60, 45), HOUR))[60]?.anomaly).toBe(true);
  });
});

describe('rows that do not lie in order', () => {
  const values = town(300);
  const rows = rowsOf(values, HOUR);

  it('are judged where they repeat an interval, and nothing is learned of them', () => {
    const again = rows.flatMap((row, place) =>
      place > 50 && place % 10 === 0 ? [row, rowAt(row.time.at + 60_000, 9_999)] : [row],
    );
    const judged = judge(again);
    const repeated = judged.filter(({ state }) => state === 'REPEATED');
    expect(repeated.length).toBe(24);
    for (const row of repeated) expect(row.score).toBe(1);
    expect(judged.filter(({ state }) => state !== 'REPEATED')).toEqual(judge(rows));
  });

  it('leave readings alone as well', () => {
    const warm = rowsOf(room(300), HOUR);
    const again = warm.flatMap((row, place) =>
      place > 50 && place % 10 === 0 ? [row, rowAt(row.time.at, 90.5)] : [row],
    );
    const judged = judge(again);
    expect(judged.filter(({ state }) => state === 'REPEATED')).toHaveLength(24);
    expect(judged.filter(({ state }) => state !== 'REPEATED')).toEqual(judge(warm));
  });

  it('are told, and judged likewise, where they go back', () => {
    const back = [...rows.slice(0, 200), rowAt(START + 50 * HOUR, 9_999), ...rows.slice(200)];
    const judged = judge(back);
    expect(judged[200]).toMatchObject({ state: 'BACKWARDS', score: 1 });
    expect(judged.toSpliced(200, 1)).toEqual(judge(rows));
  });

  it('are told among the first ones, too', () => {
    const states = judge([
      ...rows.slice(0, 5),
      rowAt(START, 1),
      rowAt(START + 4 * HOUR, 1),
      ...rows.slice(5, 30),
    ]);
    expect(states.slice(4, 8).map(({ state }) => state)).toEqual([
      'LEARNED',
      'BACKWARDS',
      'REPEATED',
      'LEARNED',
    ]);
  });

  it('leave a gap, over which an outage is not what was missed', () => {
    const gap = [...rows.slice(0, 200), ...rows.slice(212)];
    const judged = judge(gap).slice(200, 230);
    expect(judged.every(({ state }) => state === 'JUDGED')).toBe(true);
    expect(anomalies(judged)).toEqual([]);
  });

  it('are no series where they lie weeks apart, and have no place where they lie ages ahead', () => {
    expect(judge(rowsOf(values.slice(0, 16), 8 * DAY)).at(-1)?.state).toBe('IRREGULAR');
    const far = rowAt(START + 2 ** 24 * HOUR, 5);
    expect(judge([...rows, far]).at(-1)).toMatchObject({ state: 'TOO_FAR', anomaly: false });
  });
});
