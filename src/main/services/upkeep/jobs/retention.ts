import { retainedFrom } from '#main/services/keeping/retention.ts';
import type { UpkeepJob } from '../job.ts';

/** Every night: what is older than it may be kept goes, in slices between which audits go on. Backups that still hold it are gone within 14 days. */
export const retention: UpkeepJob = {
  name: 'retention',
  action: 'engine.purged',
  schedule: { hour: 3, minute: 10 },
  *run({ store }, at) {
    const before = retainedFrom(store, at);
    const { events, others } = yield* store.purge(before, at);
    return { numbers: { before, events, others }, problems: [] };
  },
};
