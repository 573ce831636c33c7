import { DAY } from '#core/model/time.ts';
import type { Archive } from '#main/ports/archive.ts';
import type { Backups } from '#main/ports/backups.ts';
import { changeArchive } from '#main/services/keeping/archive-copy.ts';
import type { UpkeepJob } from '../job.ts';

/** Resolved for so long, a finding is looked at by those who search for it. */
export const ARCHIVED_AFTER = 90 * DAY;

/** What was cut off is finished with the next start: it is made due by this name. */
export const ARCHIVE_JOB = 'archive';

export type ArchiveJobParts = { readonly archive: Archive; readonly backups: Backups | undefined };

/** Every night: what was resolved three months ago goes to the archive, some findings at a time; then the copy of the archive is renewed. */
export const archiveJob = ({ archive, backups }: ArchiveJobParts): UpkeepJob => ({
  name: ARCHIVE_JOB,
  action: 'engine.archived',
  schedule: { hour: 2, minute: 40 },
  *run({ store }, at) {
    const before = at - ARCHIVED_AFTER;
    yield* archive.settle();
    const { changed, problems } = yield* changeArchive(store, backups, at, moved(archive, before, at));
    return { numbers: { before, findings: changed }, problems };
  },
});

function* moved(archive: Archive, before: number, at: number): Generator<void, number> {
  return (yield* archive.move(before, at)).findings;
}
