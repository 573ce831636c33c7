/* One job of the performance bench in a process of its own: started by parts/child.ts, which says what to do. */
import { once } from 'node:events';
import { type Job, type JobInput, jobs } from './jobs.ts';

const [message] = await once(process, 'message');
const { job, input } = message as { job: Job; input: JobInput<Job> }; // sent by parts/child.ts alone
const work = await jobs[job]();
// Safe: whoever starts a job gives it the input that its own name asks for.
const value: unknown = await (work as (input: unknown) => unknown)(input);
process.send?.({ value }, () => process.exit(0));
