import type { ScheduleJob } from './job.ts';

/**
 * Wakes jobs by node-schedule, which counts on the wall clock of the machine. `run` must not throw: nobody would catch it. It is
 * loaded when it is first asked for: no audit needs it, and reading it would hold up the first of them.
 */
export const scheduleByNode: ScheduleJob = (name, schedule, run) => {
  let cancel: (() => void) | null = null;
  let isUndone = false;
  void import('node-schedule').then(({ scheduleJob }) => {
    if (isUndone) return;
    const job = scheduleJob(name, schedule, run);
    cancel = () => void job.cancel();
  });
  return () => {
    isUndone = true;
    cancel?.();
  };
};
