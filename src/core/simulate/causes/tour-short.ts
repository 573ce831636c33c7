import { HOUR, MINUTE } from '#core/model/time.ts';
import { LONGEST_RUN } from '../tour-run.ts';
import { type Cause, noTrouble } from '../trouble.ts';
import { tourIncomplete } from '../work-effects.ts';

/** The guard leaves out one or two checkpoints of the next tour, mandatory or not, and reports it as done. */
export const tourCutShort: Cause = {
  name: 'tour cut short',
  weight: 1,
  plan(scene, at, random) {
    const run = scene
      .runs({ start: at, end: at + 6 * HOUR })
      .filter(({ tour, at: start }) => start - tour.grace_minutes * MINUTE > at)
      .sort((a, b) => a.at - b.at)[0];
    if (run === undefined || run.scans.length < 3) return null;
    const first = random.whole(0, run.scans.length - 1);
    const second = random.chance(0.5) ? first : random.whole(0, run.scans.length - 1);
    const left_out = new Set([first, second].flatMap((index) => run.scans[index]?.checkpoint.code ?? []));
    return {
      ...noTrouble,
      start: run.at - run.tour.grace_minutes * MINUTE,
      end: run.at + LONGEST_RUN,
      cause: 'tour cut short',
      tours: new Map([[run.subject, { kind: 'incomplete' as const, left_out }]]),
      effects: [tourIncomplete(run)],
    };
  },
};
