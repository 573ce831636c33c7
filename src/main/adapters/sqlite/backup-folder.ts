import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { EpochMs } from '#core/model/time.ts';
import type { BackupManifest } from '#main/ports/backups.ts';

const NAME = /^vigil-\d{8}T\d{6}Z\.db$/;

/** Where the backups of a database are: in its data folder, so that two databases beside each other have each their own. */
export function backupsOf(database: string): string {
  const file = resolve(database);
  return join(basename(file) === 'vigil.db' ? dirname(file) : `${file}.vigil`, 'backups');
}

/** `vigil-YYYYMMDDTHHMMSSZ.db` in UTC. */
export const backupName = (at: EpochMs): string =>
  `vigil-${new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')}.db`;

export const manifestOf = (backup: string): string => `${backup}.json`;

/** Makes the folder, its user's alone. */
export function prepareBackups(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    // Cut off by the end of the program: it was never verified.
    if (name.endsWith('.part') || name.startsWith('drill-'))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** A backup counts once its manifest is there: it is written last, and at once. */
export function writeManifest(folder: string, manifest: BackupManifest): void {
  const file = join(folder, manifestOf(manifest.file));
  writeFileSync(`${file}.part`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
  syncFolder(folder);
}

/** The new names in a folder must survive a power cut themselves; Windows sees to that without being asked. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The verified backups of a folder, newest first; none where there is no folder. */
export function listBackups(folder: string): readonly BackupManifest[] {
  const names = readNames(folder);
  return names
    .filter((name) => NAME.test(name) && names.includes(manifestOf(name)))
    .flatMap((name) => readManifest(join(folder, manifestOf(name))) ?? [])
    .sort((a, b) => b.taken_at - a.taken_at);
}

/** The manifest of a backup; null when there is none, or none that can be read. */
export function readManifest(file: string): BackupManifest | null {
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Partial<BackupManifest>;
    const isWhole =
      manifest.version === 1 && typeof manifest.sha256 === 'string' && Number.isInteger(manifest.taken_at);
    // Safe: whoever wrote these wrote the rest with them; what is there is checked against the file before it is used.
    return isWhole ? (manifest as BackupManifest) : null;
  } catch {
    return null; // then the backup beside it does not count
  }
}

export function removeBackups(folder: string, manifests: readonly BackupManifest[]): void {
  for (const { file } of manifests) {
    // The manifest first: half of a removed backup must not count.
    rmSync(join(folder, manifestOf(file)), { force: true });
    rmSync(join(folder, file), { force: true });
  }
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no backup was made yet
  }
}
