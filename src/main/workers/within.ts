import type { Timers } from '#main/ports/time.ts';

/** True when the work was done in time, whatever came of it. */
export function within(timers: Timers, ms: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((done) => {
    const undo = timers.after(ms, () => done(false));
    const finish = () => {
      undo();
      done(true);
    };
    work.then(finish, finish);
  });
}
