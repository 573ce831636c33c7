import type { UpkeepJob } from '../job.ts';
import { memoryCheck } from './memory-check.ts';
import { selfTest } from './self-test.ts';

/** Every upkeep job. A new one is one file beside this and its line here. */
export const JOBS: readonly UpkeepJob[] = [selfTest, memoryCheck];
