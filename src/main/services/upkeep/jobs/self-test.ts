import type { UpkeepJob } from '../job.ts';
import { compareMemory } from '../memory-check.ts';

/** Problems beyond this are only counted. */
const MOST_PROBLEMS = 20;

/**
 * Every night: the chain of the audit trail, the connection and the file, and what the rules remember of every audited site
 * against what is stored.
 */
export const selfTest: UpkeepJob = {
  name: 'self-test',
  action: 'engine.self_tested',
  schedule: { hour: 4, minute: 10 },
  *run({ store, clock, fleet, memory }) {
    const stored = yield* store.check();
    const remembered = yield* compareMemory({ store, clock, fleet, memory });
    const problems = [...stored.problems, ...remembered.problems];
    return {
      numbers: {
        trail_rows: stored.trail_rows,
        file_bytes: stored.file_bytes,
        file_checked: stored.file_checked,
        sites: remembered.sites,
        signals: remembered.signals,
        problems: problems.length,
      },
      problems: problems.slice(0, MOST_PROBLEMS),
    };
  },
};
