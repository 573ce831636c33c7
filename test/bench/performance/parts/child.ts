import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Job, JobInput, JobResult } from '../jobs.ts';

/** Runs jobs, each in a process of its own: none finds the heap of another, and a process's memory is its job's. */
export type RunJob = <J extends Job>(job: J, input: JobInput<J>) => Promise<JobResult<J>>;

/** The room for new objects that crew.ts gives to the thread of an engine. */
const AS_ITS_THREAD = '--max-semi-space-size=4';
/** What is measured by the memory of its process, and what it is held against. */
const BY_MEMORY: readonly Job[] = ['hour', 'duePlan', 'nodeSchedule'];

/** `file`: the bundle that serves jobs. Rejects when the job failed; its own words went to stderr. */
export const createRunJob =
  (file: string): RunJob =>
  async (job, input) => {
    const child = fork(file, [], {
      execArgv: ['--expose-gc', ...(BY_MEMORY.includes(job) ? [AS_ITS_THREAD] : [])],
      stdio: ['ignore', 2, 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    let answer: { readonly value: unknown } | null = null;
    child.on('message', (message) => {
      answer = message as { value: unknown }; // sent by run.ts alone
    });
    child.send({ job, input });
    const [code, signal] = await once(child, 'exit');
    // A closure assigned it.
    const received = answer as { readonly value: unknown } | null;
    if (received === null) throw new Error(`${job} ended with ${code ?? signal}`);
    return received.value as JobResult<typeof job>;
  };
