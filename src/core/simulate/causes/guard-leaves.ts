import { MINUTE } from '#core/model/time.ts';
import { outside } from '../place-effects.ts';
import { strayFix } from '../stray.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** A guard on duty leaves the site for 40 to 75 minutes, while no tour is on its way. */
export const guardLeaves: Cause = {
  name: 'guard leaves',
  weight: 3,
  plan(scene, at, random) {
    const person = scene.onDuty(at)[0];
    const away = { start: at, end: at + Math.round(random.between(40, 75) * MINUTE) };
    const stray = strayFix(scene.site, away, random);
    if (person === undefined || stray === null) return null;
    if (!scene.isSteady(away) || scene.runs(away).length > 0) return null;
    return {
      ...noTrouble,
      ...away,
      cause: 'guard leaves',
      rewrites: [{ ...away, type: 'location', person, rewrite: stray }],
      effects: outside(person, away),
    };
  },
};
