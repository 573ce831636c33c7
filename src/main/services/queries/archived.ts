import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { Refused } from '../handlers.ts';

/** The findings of the archive; null while nothing was ever moved there. Throws Refused where it cannot be read. */
export function archivedFindings(archive: ArchiveReads): ReadModel['findings'] | null {
  try {
    return archive.findings();
  } catch (error) {
    throw error instanceof StoreTrouble ? new Refused('unavailable', unreadable(error)) : error;
  }
}

/** What a check of the archive came to, also where it cannot be read at all. */
export function checkedArchive(archive: ArchiveReads): ReturnType<ArchiveReads['check']> {
  try {
    return archive.check();
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    return { findings: 0, problems: [unreadable(error)] };
  }
}

const unreadable = ({ message }: StoreTrouble): string =>
  `The archive cannot be read: ${message}. Its checked copy is backups/archive.db; “vigil findings --without-archive” does without it.`;
