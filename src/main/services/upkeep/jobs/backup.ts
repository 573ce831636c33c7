import { keptBackups } from '#core/keeping/which-backups.ts';
import { BackupFailed, type BackupManifest, type Backups } from '#main/ports/backups.ts';
import type { Room } from '#main/ports/room.ts';
import type { Store } from '#main/ports/store.ts';
import type { JobResult, UpkeepJob } from '../job.ts';

const MIB = 1024 * 1024;

/** Named values of the engine: the newest verified backup as JSON, and what keeps the engine from making one ('' for nothing). */
export const LAST_BACKUP = 'backup.last';
export const BACKUP_PROBLEM = 'backup.problem';
/** How many verified ones there are. */
export const BACKUPS_KEPT = 'backup.kept';

/** The name of the job. */
export const BACKUP = 'backup';

export type BackupJobParts = {
  readonly backups: Backups;
  /** null where nobody knows the disk. */
  readonly room: Room | null;
  /** The copy showed that the database itself is damaged. */
  readonly onDamage: (why: string) => void;
};

/** Every hour: a backup, made and checked in a thread of its own; then those that are no longer needed go. */
export const backupJob = (parts: BackupJobParts): UpkeepJob => ({
  name: BACKUP,
  action: 'engine.backed_up',
  schedule: { minute: 40 },
  *run({ store }, at) {
    const lacking = roomLacking(parts);
    if (lacking !== null) return failed(store, lacking);
    const outcome: { made: BackupManifest | null; why: BackupFailed | null } = { made: null, why: null };
    yield parts.backups.make(at).then(
      (manifest) => {
        outcome.made = manifest;
      },
      (error: unknown) => {
        outcome.why = error instanceof BackupFailed ? error : new BackupFailed(String(error));
      },
    );
    if (outcome.made !== null) return kept(store, outcome.made, parts.backups);
    const why = outcome.why ?? new BackupFailed('It ended without a word.');
    if (why.damaged) parts.onDamage(why.message);
    return failed(store, why.message);
  },
});

/** Remembers a verified backup as the newest, and removes those that are no longer needed. */
export function kept(
  store: Store,
  manifest: BackupManifest,
  backups: Pick<Backups, 'list' | 'remove'>,
): JobResult {
  const all = backups.list();
  const stay = keptBackups(all);
  backups.remove(all.filter(({ taken_at }) => !stay.has(taken_at)));
  store.transaction(() => {
    store.state.set(LAST_BACKUP, JSON.stringify(manifest));
    store.state.set(BACKUP_PROBLEM, '');
    store.state.set(BACKUPS_KEPT, String(stay.size));
  });
  const { bytes, findings, evidence, trail_rows } = manifest;
  return { numbers: { bytes, findings, evidence, trail_rows, kept: stay.size }, problems: [] };
}

/** No backup is a trouble that people must see before they need one. */
export function failed(store: Store, why: string): JobResult {
  store.transaction(() => store.state.set(BACKUP_PROBLEM, why));
  return { numbers: {}, problems: [`No backup was made: ${why}`] };
}

/** What is missing for a backup and a ballast beside the database, in words; null when there is room, or nobody knows. */
function roomLacking({ backups, room }: BackupJobParts): string | null {
  const free = room?.free() ?? null;
  if (room === null || free === null) return null;
  const needed = backups.size() + room.ballastBytes;
  return free >= needed
    ? null
    : `it needs ${inMegabytes(needed)}, and ${inMegabytes(free)} are free on the disk`;
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / MIB)} MB`;

/** The newest verified backup as the engine stored it; null when there is none. */
export function readLastBackup(stored: string | null): BackupManifest | null {
  // Safe: only `kept` writes it.
  return stored === null ? null : (JSON.parse(stored) as BackupManifest);
}
