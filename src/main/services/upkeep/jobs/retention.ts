import type { Archive } from '#main/ports/archive.ts';
import type { Backups } from '#main/ports/backups.ts';
import { changeArchive } from '#main/services/keeping/archive-copy.ts';
import { HOLDS, readHolds } from '#main/services/keeping/holds.ts';
import { retainedFrom } from '#main/services/keeping/retention.ts';
import type { UpkeepJob } from '../job.ts';

/**
 * Every night: what is older than it may be kept goes, unless a hold is about it, in slices between which audits go on. The copy of
 * the archive is renewed without it; backups that still hold it are gone within 14 days.
 */
export const retentionJob = (archive: Archive | undefined, backups: Backups | undefined): UpkeepJob => ({
  name: 'retention',
  action: 'engine.purged',
  schedule: { hour: 3, minute: 10 },
  *run({ store }, at) {
    const before = retainedFrom(store, at);
    const holds = readHolds(store.state.get(HOLDS));
    const { events, others } = yield* store.purge(before.events, at, holds);
    const documents = yield* store.purgeKept(before, holds);
    const { changed: details, problems } =
      archive === undefined
        ? { changed: 0, problems: [] }
        : yield* changeArchive(store, backups, at, archive.purgeDetails(before.evidence, holds));
    return {
      numbers: {
        before: before.events,
        events,
        others,
        evidence_before: before.evidence,
        details,
        ...documents,
      },
      problems,
    };
  },
});
