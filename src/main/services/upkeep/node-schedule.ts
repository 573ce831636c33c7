import { scheduleJob } from 'node-schedule';
import type { ScheduleJob } from './job.ts';

/** Wakes jobs by node-schedule, which counts on the wall clock of the machine. `run` must not throw: nobody would catch it. */
export const scheduleByNode: ScheduleJob = (name, schedule, run) => {
  const job = scheduleJob(name, schedule, run);
  return () => void job.cancel();
};
