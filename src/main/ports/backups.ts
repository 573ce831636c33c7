import type { EpochMs } from '#core/model/time.ts';

/** What is known of a backup that was opened and found to be whole. Written beside it as JSON. */
export type BackupManifest = {
  readonly version: 1;
  /** Name of the file in the folder of the manifest. */
  readonly file: string;
  readonly taken_at: EpochMs;
  readonly verified_at: EpochMs;
  readonly bytes: number;
  readonly sha256: string;
  /** Migrations that the database has run. */
  readonly schema: number;
  /** Version of Vigil. */
  readonly vigil: string;
  readonly findings: number;
  readonly evidence: number;
  readonly trail_rows: number;
  readonly trail_head: string;
};

/** A backup was not made, or is not whole; the message says why, for people. */
export class BackupFailed extends Error {
  override readonly name = 'BackupFailed';
  /** True when the database itself is damaged, and not only its copy. */
  readonly damaged: boolean;
  constructor(message: string, damaged = false) {
    super(message);
    this.damaged = damaged;
  }
}

/** The backups of a data folder. */
export type Backups = {
  /** Copies the database as it is now, opens the copy and checks all of it. Rejects with BackupFailed; then nothing is left of it. */
  readonly make: (at: EpochMs) => Promise<BackupManifest>;
  /** Copies the archive to the one copy of it that is kept, and checks it. Where there is none, or it rejects with BackupFailed, the copy of before stays. */
  readonly keepArchive: (at: EpochMs) => Promise<void>;
  /** Restores the newest one beside the database and compares it in full; nothing of that is left. Rejects with BackupFailed. */
  readonly drill: () => Promise<BackupManifest>;
  /** The verified ones, newest first. */
  readonly list: () => readonly BackupManifest[];
  readonly remove: (manifests: readonly BackupManifest[]) => void;
  /** Bytes of the database that a backup would need. */
  readonly size: () => number;
};
