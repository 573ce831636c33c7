import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { Archive } from '#main/ports/archive.ts';
import type { Backups } from '#main/ports/backups.ts';
import type { Room } from '#main/ports/room.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { StoreHealth } from '../store-health.ts';
import type { UpkeepJob } from '../upkeep/job.ts';
import { anchorJob } from '../upkeep/jobs/anchor.ts';
import { archiveJob } from '../upkeep/jobs/archive.ts';
import { backupJob } from '../upkeep/jobs/backup.ts';
import { diskJob } from '../upkeep/jobs/disk.ts';
import { restoreDrill } from '../upkeep/jobs/restore-drill.ts';
import { retentionJob } from '../upkeep/jobs/retention.ts';

export type KeepingParts = {
  /** Undefined where none are made: a replay, a command line. */
  readonly backups: Backups | undefined;
  /** Undefined where nobody watches the disk. */
  readonly room: Room | undefined;
  /** Undefined where nothing is archived: a replay, a command line. */
  readonly archive: Archive | undefined;
  readonly health: StoreHealth;
  /** Undefined where the head of the trail is written down nowhere else. */
  readonly anchorFiles: OpenAnchorFile | undefined;
};

/** The jobs of upkeep that look after the file and its disk. */
export function keepingJobs({
  backups,
  room,
  archive,
  health,
  anchorFiles,
}: KeepingParts): readonly UpkeepJob[] {
  // Checking a backup checks every page of the database: what it finds there is found no later than an hour after it broke.
  const onDamage = (why: string) => void health.note(new StoreTrouble('corrupt', why, null));
  return [
    retentionJob(archive, backups),
    ...(anchorFiles === undefined ? [] : [anchorJob(anchorFiles)]),
    ...(room === undefined ? [] : [diskJob(room)]),
    ...(archive === undefined ? [] : [archiveJob({ archive, backups })]),
    ...(backups === undefined
      ? []
      : [backupJob({ backups, room: room ?? null, onDamage }), restoreDrill(backups)]),
  ];
}
