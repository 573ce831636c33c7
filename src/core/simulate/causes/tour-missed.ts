import { HOUR, MINUTE } from '#core/model/time.ts';
import { tourOverdue } from '../effects.ts';
import { LONGEST_RUN, type TourFate } from '../tour-run.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** A cause that does something to the next mandatory tour of the coming hours. `fate`: what, given a number in [0, 1). */
const tourGoesWrong = (
  name: string,
  fate: (run: { readonly scanned_half_at: number; readonly deadline: number }, draw: number) => TourFate,
): Cause => ({
  name,
  weight: 1,
  plan(scene, at, random) {
    const coming = scene
      .runs({ start: at, end: at + 6 * HOUR })
      .filter((run) => run.tour.mandatory && run.at - run.tour.grace_minutes * MINUTE > at)
      .sort((a, b) => a.at - b.at);
    const run = coming[0];
    if (run === undefined) return null;
    const scanned_half_at = run.scans[Math.floor(run.scans.length / 2)]?.at ?? run.began_at;
    const becomes = fate({ scanned_half_at, deadline: run.deadline }, random.next());
    return {
      ...noTrouble,
      start: run.at - run.tour.grace_minutes * MINUTE,
      end: run.at + LONGEST_RUN,
      cause: name,
      tours: new Map([[run.subject, becomes]]),
      effects: [tourOverdue(run, becomes.kind === 'late' ? becomes.completed_at : null)],
    };
  },
});

/** Nobody sets out. */
export const tourNotStarted = tourGoesWrong('tour not started', () => ({ kind: 'not started' }));

/** The guard is called away half-way. */
export const tourBrokenOff = tourGoesWrong('tour not completed', ({ scanned_half_at }) => ({
  kind: 'broken off',
  at: scanned_half_at,
}));

/** The guard is held up half-way and completes the tour 20 to 35 minutes after its deadline. */
export const tourLate = tourGoesWrong('tour completed late', ({ deadline }, draw) => ({
  kind: 'late',
  completed_at: deadline + Math.round((20 + 15 * draw) * MINUTE),
}));
