import { MINUTE } from '#core/model/time.ts';
import { blankEvent } from '../blank-event.ts';
import { atBearing } from '../geometry.ts';
import { impossibleTravel, localDate } from '../place-effects.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** One fix of somebody on duty that cannot be true, `metres` away from the site. */
const oddFix = (name: string, mock: boolean | null, metres: readonly [number, number]): Cause => ({
  name,
  weight: 1,
  plan(scene, at, random) {
    const { site } = scene;
    const person = scene.onDuty(at)[0];
    const span = { start: at, end: at + 15 * MINUTE };
    if (person === undefined || site.location === null || !scene.isSteady(span)) return null;
    // who jumps away jumps back; over midnight that would be two facts
    if (localDate(site, span.start) !== localDate(site, span.end)) return null;
    const fix = {
      ...blankEvent(site.code, at),
      type: 'location',
      person,
      ...atBearing(site.location, random.between(0, 360), random.between(...metres)),
      accuracy: random.whole(4, 14),
      ...{ speed: null, heading: null, altitude: null, battery: null, mock },
    } as const;
    return { ...noTrouble, ...span, cause: name, adds: [fix], effects: [impossibleTravel(site, person, at)] };
  },
});

/** A fix far away, as of an account that two people share. */
export const positionJumps = oddFix('position jumps', null, [40_000, 150_000]);
/** A fix inside the site that the phone itself calls made up. */
export const positionMadeUp = oddFix('position made up', true, [5, 60]);
