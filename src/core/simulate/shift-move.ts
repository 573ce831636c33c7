import type { SiteDocument } from '#core/config/document.ts';
import type { Weekday } from '#core/model/audit-config.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '#core/model/time.ts';
import {
  DAY_MINUTES,
  dateOfDay,
  type LocalDay,
  minutesOfTime,
  timeOfMinutes,
  weekdayOfDay,
} from '#core/schedule/local-date.ts';
import { EVERY_DAY, type Post } from './site-kinds.ts';

/** From a local day on every shift of a site begins and ends by so many minutes later, or earlier where negative. */
export type ShiftMove = { readonly from: LocalDay; readonly minutes: number };

type ShiftDocument = NonNullable<SiteDocument['shifts']>[number];

const SITES_WITH_ONE = 10;
/** Of ten sites, the one whose position ends in this. */
const POSITION = 4;
const HOUR_MINUTES = HOUR / MINUTE;

/**
 * The move of a site, some days after the start; null for nine of ten. Around the clock a shift moves to earlier hours
 * only, so that no hour is left without a guard.
 */
export function shiftMoveOf(position: number, isAroundTheClock: boolean, start: EpochMs): ShiftMove | null {
  if (position % SITES_WITH_ONE !== POSITION) return null;
  const from = Math.floor(start / DAY) + 4 + (position % 3);
  const isOdd = Math.floor(position / SITES_WITH_ONE / 2) % 2 === 1;
  const hours = isAroundTheClock ? (isOdd ? -1 : -2) : isOdd ? -1 : 1;
  return { from, minutes: hours * HOUR_MINUTES };
}

/** The shifts of a post that moves: one rule until the day before, another from the day on. `start`: of the story. */
export function movedShifts(
  post: Post,
  person: string,
  { from, minutes }: ShiftMove,
  start: EpochMs,
): readonly ShiftDocument[] {
  const until = `;UNTIL=${dateOfDay(from - 1).replaceAll('-', '')}`;
  const weekEarlier = Math.floor(start / DAY) - 7;
  return [
    { person, ...recurring(post, weekEarlier, 0, until) },
    { person, ...recurring(post, from, minutes, '') },
  ];
}

function recurring({ days, start, end }: Post, from: LocalDay, moved: number, until: string) {
  const first = firstDayOf(days, from);
  const begins = minutesOfTime(start) + moved;
  const ends = minutesOfTime(end) + moved + (end < start ? DAY_MINUTES : 0);
  return {
    start: localText(first, begins),
    end: localText(first, ends),
    rrule: `FREQ=WEEKLY;BYDAY=${days.map((day) => day.slice(0, 2)).join(',')}${until}`,
  };
}

function firstDayOf(days: readonly Weekday[], from: LocalDay): LocalDay {
  const isMeant = (day: LocalDay) => days.some((name) => EVERY_DAY.indexOf(name) === weekdayOfDay(day));
  let day = from;
  while (!isMeant(day)) day++;
  return day;
}

const localText = (day: LocalDay, minutes: number): string =>
  `${dateOfDay(day + Math.floor(minutes / DAY_MINUTES))}T${timeOfMinutes(minutes % DAY_MINUTES)}`;

/** The hours in which a post is filled before the move as well as after it. */
export function hoursOfBoth(
  { start, end }: Pick<Post, 'start' | 'end'>,
  { minutes }: ShiftMove,
): Pick<Post, 'start' | 'end'> {
  const later = (time: string) => timeOfMinutes((minutesOfTime(time) + minutes) % DAY_MINUTES);
  return minutes > 0 ? { start: later(start), end } : { start, end: later(end) };
}
