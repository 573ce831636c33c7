import type { UpkeepJob } from '../job.ts';
import { compareMemory } from '../memory-check.ts';

/** Problems beyond this are only counted. */
const MOST_PROBLEMS = 20;

/** Every hour, and after each start: what the rules remember of critical signals against what is stored. */
export const memoryCheck: UpkeepJob = {
  name: 'memory-check',
  action: 'engine.memory_checked',
  schedule: { minute: 35 },
  *run(context) {
    const { sites, signals, problems } = yield* compareMemory(context);
    return {
      numbers: { sites, signals, problems: problems.length },
      problems: problems.slice(0, MOST_PROBLEMS),
    };
  },
};
