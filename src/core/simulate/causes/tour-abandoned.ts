import { HOUR, MINUTE } from '#core/model/time.ts';
import { tourOverdue } from '../effects.ts';
import { outside } from '../place-effects.ts';
import { strayFix } from '../stray.ts';
import { type Cause, noTrouble } from '../trouble.ts';
import { tourAbandoned } from '../work-effects.ts';

/** The guard walks off in the middle of a mandatory tour and comes back an hour or so later without taking it up again. */
export const guardWalksOff: Cause = {
  name: 'guard walks off',
  weight: 3,
  plan(scene, at, random) {
    const coming = scene
      .runs({ start: at, end: at + 6 * HOUR })
      .filter((run) => run.tour.mandatory && run.at - run.tour.grace_minutes * MINUTE > at)
      .sort((a, b) => a.at - b.at);
    const run = coming[0];
    const last = run?.scans[Math.floor(run.scans.length / 2) - 1];
    if (run === undefined || last === undefined) return null;
    const start = last.at + MINUTE;
    const away = { start, end: start + Math.round(random.between(70, 90) * MINUTE) };
    const stray = strayFix(scene.site, away, random);
    if (stray === null || !scene.onDuty(away.end).includes(run.person)) return null;
    return {
      ...noTrouble,
      start: run.at - run.tour.grace_minutes * MINUTE,
      end: Math.max(away.end, run.deadline) + 15 * MINUTE,
      cause: 'guard walks off',
      tours: new Map([[run.subject, { kind: 'broken off' as const, at: start }]]),
      rewrites: [{ ...away, type: 'location', person: run.person, rewrite: stray }],
      effects: [tourAbandoned(run, last.at, away), tourOverdue(run, null), ...outside(run.person, away)],
    };
  },
};
