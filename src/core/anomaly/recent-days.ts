import { poolOf } from './grid.ts';
import { DAYS_AT, read } from './state.ts';

/*
 * What each hour of the day held on the last two days of its sort, by its weekdays and by its weekend days: both in one number of the
 * state, each as 128 · log(1 + rate), rounded, which is right to less than one percent. Both fit into the 24 bits of a float32.
 */
const STEPS = 128;
const MOST = 4_095;
const SHIFT = MOST + 1;

/** 0 says that the day is not known. */
const codeOf = (rate: number): number => Math.min(MOST, 1 + Math.round(STEPS * Math.log1p(rate)));
const rateOf = (code: number): number | null => (code === 0 ? null : Math.expm1((code - 1) / STEPS));

/** The two days of an hour as one number. */
export const packedDays = (state: Float32Array, hourOfWeek: number): number =>
  read(state, DAYS_AT + poolOf(hourOfWeek));

/** Rates per hour of the newest day and of the one before; null where it is not known. */
export const newestDay = (packed: number): number | null => rateOf(packed % SHIFT);
export const dayBefore = (packed: number): number | null => rateOf(Math.floor(packed / SHIFT));

/** Puts the rate of one more day in front; the older of the two is forgotten. */
export function rememberDay(state: Float32Array, hourOfWeek: number, rate: number): void {
  state[DAYS_AT + poolOf(hourOfWeek)] = (packedDays(state, hourOfWeek) % SHIFT) * SHIFT + codeOf(rate);
}
