import { describe, expect, it } from 'vitest';
import { cellAt } from './levels.ts';
import { dayBefore, newestDay, packedDays } from './recent-days.ts';
import { addToHour, closeHour } from './restart.ts';
import { AT, emptyState, read } from './state.ts';

const PSI = 0.02;
const BUCKETS = 4;
const MONDAY = 1_963_392;

type Hour = {
  readonly day: number;
  readonly hour: number;
  readonly count: number;
  readonly isHoliday?: boolean;
};

/** Lives through whole hours of which 10 counts were expected in each quarter; returns what each restarted when the next began. */
function live(state: Float32Array, hours: readonly Hour[]) {
  return hours.map(({ day, hour, count, isHoliday = false }) => {
    const hour_of_week = (day % 7) * 24 + hour;
    const index = MONDAY + day * 96 + hour * BUCKETS;
    const slotAt = (place: number) => ({ index: index + place, hour_of_week, is_holiday: isHoliday });
    for (let place = 0; place < BUCKETS; place++) {
      expect(closeHour(state, slotAt(place), BUCKETS)).toBeNull();
      addToHour(state, slotAt(place), count, 10, PSI);
      state[AT.last] = index + place;
    }
    const next = { index: index + BUCKETS, hour_of_week: (hour_of_week + 1) % 168, is_holiday: isHoliday };
    return closeHour(state, next, BUCKETS);
  });
}

/** A state in which every cell holds 20 hours and 800 counts. */
function learned(): Float32Array {
  const state = emptyState();
  for (let level = 0; level < 4; level++)
    for (let hour = 0; hour < 168; hour++) {
      state[cellAt(level, hour)] = 20;
      state[cellAt(level, hour) + 1] = 800;
    }
  return state;
}
const exposures = (state: Float32Array, level: number, hours: readonly number[]) =>
  hours.map((hour) => Math.round(read(state, cellAt(level, hour)) * 100) / 100);
const silentAt = (day: number, hour: number): Hour => ({ day, hour, count: 0 });

describe('a lasting change', () => {
  it('restarts its hour on the second day, not on the first', () => {
    const state = learned();
    expect(live(state, [silentAt(0, 18), silentAt(1, 18)])).toEqual([
      null,
      { hour: 18, weekend: false, hour_of_week: 42, hours: 2, count: 0 },
    ]);
  });

  it('leaves a fiftieth of the past in that hour of all weekdays, and everything else alone', () => {
    const state = learned();
    live(state, [silentAt(0, 18), silentAt(1, 18)]);
    const days = [0, 1, 2, 3, 4, 5, 6];
    expect(
      exposures(
        state,
        3,
        days.map((day) => day * 24 + 18),
      ),
    ).toEqual([0.4, 0.4, 0.4, 0.4, 0.4, 20, 20]);
    expect(
      exposures(
        state,
        3,
        days.map((day) => day * 24 + 17),
      ),
    ).toEqual(Array.from(days, () => 20));
    expect(exposures(state, 2, [18, 17, 5 * 24 + 18])).toEqual([0.4, 20, 20]);
    expect(exposures(state, 1, [18, 17])).toEqual([0.4, 20]);
    expect(exposures(state, 0, [0])).toEqual([20]);
    expect(read(state, cellAt(3, 18) + 1)).toBeCloseTo(16, 4);
  });

  it('is told apart on the weekend', () => {
    const state = learned();
    const [friday, saturday, sunday] = [4, 5, 6];
    expect(live(state, [silentAt(friday, 9), silentAt(saturday, 9), silentAt(sunday, 9)])).toMatchObject([
      null,
      null,
      { hour: 9, weekend: true },
    ]);
    expect(exposures(state, 3, [9, saturday * 24 + 9, sunday * 24 + 9])).toEqual([20, 0.4, 0.4]);
    expect(exposures(state, 2, [9, saturday * 24 + 9])).toEqual([20, 0.4]);
  });

  it('says nothing on a holiday', () => {
    const state = learned();
    const holiday = { ...silentAt(1, 18), isHoliday: true };
    expect(live(state, [silentAt(0, 18), holiday, silentAt(2, 18)])).toMatchObject([
      null,
      null,
      { hour: 18, weekend: false },
    ]);
    expect(live(learned(), [holiday, { ...holiday, day: 2 }, { ...holiday, day: 3 }])).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('needs strange hours on the same side', () => {
    const state = learned();
    const hours = [0, 30, 0, 30, 0].map((count, day) => ({ day: day % 5, hour: 18, count }));
    expect(live(state, hours)).toEqual([null, null, null, null, null]);
  });

  it('needs more of an hour that was strange a day and two days of its sort ago than of one that is today', () => {
    const usual = { day: 1, hour: 18, count: 10 };
    const [two, three] = [
      [silentAt(0, 18), usual, silentAt(2, 18)],
      [silentAt(0, 18), silentAt(1, 18)],
    ];
    expect(live(learned(), two).at(-1)).not.toBeNull();
    expect(live(learned(), [silentAt(0, 18), usual, usual, silentAt(3, 18)]).at(-1)).toBeNull();
    expect(live(learned(), three).at(-1)).not.toBeNull();
  });

  it('learns what the day before held with what today did, and today alone where the day before is not known', () => {
    const state = learned();
    expect(
      live(state, [
        { day: 0, hour: 18, count: 30 },
        { day: 1, hour: 18, count: 31 },
      ]).at(-1),
    ).toMatchObject({
      hours: 2,
      count: expect.closeTo(244, -0.5),
    });
  });

  it('keeps the rates of the last two days of a sort, and none of a holiday', () => {
    const state = learned();
    const hours = [3, 5, 900, 8].map((count, day) => ({ day, hour: 18, count, isHoliday: day === 2 }));
    live(state, hours);
    const packed = packedDays(state, 18);
    expect(newestDay(packed)).toBeCloseTo(32, 0);
    expect(dayBefore(packed)).toBeCloseTo(20, 0);
    expect(newestDay(packedDays(state, 17))).toBeNull();
  });

  it('counts the hours that were restarted', () => {
    const state = learned();
    live(state, [silentAt(0, 18), silentAt(0, 19), silentAt(1, 18)]);
    expect(read(state, AT.motion)).toBe(1);
  });

  it('judges an hour once, also where the same hour of the week comes again only a week later', () => {
    const state = learned();
    const slot = { index: MONDAY, hour_of_week: 0, is_holiday: false };
    addToHour(state, slot, 0, 40, PSI);
    state[AT.last] = MONDAY;
    closeHour(state, { ...slot, index: MONDAY + 7 * 96 }, BUCKETS);
    const packed = packedDays(state, 0);
    expect([newestDay(packed), dayBefore(packed)]).toEqual([0, null]);
    closeHour(state, { ...slot, index: MONDAY + 7 * 96 + 1 }, BUCKETS);
    expect(packedDays(state, 0)).toBe(packed);
  });
});
