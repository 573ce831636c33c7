import type { Backups } from '#main/ports/backups.ts';
import type { Room } from '#main/ports/room.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { StoreHealth } from '../store-health.ts';
import type { UpkeepJob } from '../upkeep/job.ts';
import { backupJob } from '../upkeep/jobs/backup.ts';
import { diskJob } from '../upkeep/jobs/disk.ts';

export type KeepingParts = {
  /** Undefined where none are made: a replay, a command line. */
  readonly backups: Backups | undefined;
  /** Undefined where nobody watches the disk. */
  readonly room: Room | undefined;
  readonly health: StoreHealth;
};

/** The jobs of upkeep that look after the file and its disk. */
export function keepingJobs({ backups, room, health }: KeepingParts): readonly UpkeepJob[] {
  // Checking a backup checks every page of the database: what it finds there is found no later than an hour after it broke.
  const onDamage = (why: string) => void health.note(new StoreTrouble('corrupt', why, null));
  return [
    ...(room === undefined ? [] : [diskJob(room)]),
    ...(backups === undefined ? [] : [backupJob({ backups, room: room ?? null, onDamage })]),
  ];
}
