import type { UpkeepJob } from '../job.ts';

/** Every morning, when the day shift is there to mend it: whether an alarm would be seen and heard. What came of it is told by the test itself. */
export const noticesTest = (test: () => void): UpkeepJob => ({
  name: 'notices-test',
  action: 'notices.test_due',
  schedule: { hour: 7, minute: 0 },
  // biome-ignore lint/correctness/useYield: it only begins the test
  *run() {
    test();
    return { numbers: {}, problems: [] };
  },
});
