/** Everything that runs in a process of its own, by name; loaded only there. */
export const jobs = {
  prepare: async () => (await import('./parts/fixture.ts')).prepare,
  reconfigure: async () => (await import('./parts/fixture.ts')).reconfigure,
  bare: async () => (await import('./parts/resident.ts')).residentMib,
  hour: async () => (await import('./parts/hour.ts')).hour,
  heartbeat: async () => (await import('./heartbeat.ts')).heartbeat,
  start: async () => (await import('./start.ts')).start,
  blocks: async () => (await import('./blocks.ts')).blocks,
  rounds: async () => (await import('./rounds.ts')).rounds,
  ingest: async () => (await import('./ingest.ts')).ingest,
  duePlan: async () => (await import('./scheduler.ts')).duePlan,
  nodeSchedule: async () => (await import('./scheduler.ts')).nodeSchedule,
  history: async () => (await import('./history.ts')).history,
  disk: async () => (await import('./disk.ts')).disk,
} as const;

type Jobs = typeof jobs;
type Work<J extends Job> = Awaited<ReturnType<Jobs[J]>>;
export type Job = keyof Jobs;
export type JobInput<J extends Job> = Parameters<Work<J>>[0];
export type JobResult<J extends Job> = Awaited<ReturnType<Work<J>>>;
