import { EVENT_TYPES } from '#core/model/event.ts';
import { HOUR, type Interval, MINUTE } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { type Cause, noTrouble, type Scene } from '../trouble.ts';
import { guardInactive, guardNoShow } from '../work-effects.ts';

/** Nothing is heard of a guard so long before the shift. */
const BEFORE_SHIFT = 10 * MINUTE;
/** The events that waited are all told within this. */
const AFTERWARDS = 5 * MINUTE;

/** One of two guards comes an hour or so late; the other holds the post. */
export const guardComesLate: Cause = {
  name: 'guard late',
  weight: 2,
  plan(scene, at, random) {
    const { site } = scene;
    const shifts = shiftsBetween(site, at + BEFORE_SHIFT, at + 8 * HOUR).filter(
      ({ start }) => start > at + BEFORE_SHIFT,
    );
    const shift = shifts.find((each) =>
      shifts.some((other) => other.person !== each.person && other.start === each.start),
    );
    if (shift === undefined) return null;
    const comesAt = shift.start + Math.round(random.between(50, 65) * MINUTE);
    const gone = { start: shift.start - BEFORE_SHIFT, end: comesAt };
    if (walks(scene, shift.person, gone)) return null;
    return {
      ...noTrouble,
      start: gone.start,
      end: comesAt + AFTERWARDS,
      cause: 'guard late',
      mutes: [{ ...gone, types: new Set(EVENT_TYPES), person: shift.person }],
      effects: [guardNoShow(site, shift)],
    };
  },
};

/** One of several guards falls asleep: neither phone nor GPS, while the others go on. */
export const guardFallsAsleep: Cause = {
  name: 'guard asleep',
  weight: 3,
  plan(scene, at, random) {
    const gone = { start: at, end: at + Math.round(random.between(85, 110) * MINUTE) };
    const people = scene.onDuty(at);
    const person = people.find((code) => !walks(scene, code, gone));
    if (people.length < 2 || person === undefined || !scene.isSteady(gone)) return null;
    return {
      ...noTrouble,
      ...gone,
      end: gone.end + AFTERWARDS,
      cause: 'guard asleep',
      mutes: [{ ...gone, types: new Set(['phone_event', 'location'] as const), person }],
      effects: [guardInactive(person, gone)],
    };
  },
};

const walks = (scene: Scene, person: string, span: Interval): boolean =>
  scene.runs(span).some((run) => run.person === person);
