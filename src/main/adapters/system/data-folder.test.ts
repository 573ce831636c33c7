import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backupsOf } from '#main/adapters/sqlite/backup-folder.ts';
import { dataFolderOf, prepareDataFolder } from './data-folder.ts';

const rights = (folder: string) => statSync(folder).mode & 0o777;

it.skipIf(process.platform === 'win32')('makes a folder private, and leaves one alone that was there', () => {
  const home = mkdtempSync(join(tmpdir(), 'vigil-folder-'));
  try {
    chmodSync(home, 0o755);
    expect(rights(prepareDataFolder(dataFolderOf(join(home, 'trial.db'))))).toBe(0o700);
    expect(rights(prepareDataFolder(dataFolderOf(join(home, 'vigil.db'))))).toBe(0o755);
  } finally {
    rmSync(home, { recursive: true });
  }
});

it('keeps the backups of a database in its data folder, whatever its name', () => {
  for (const file of ['/data/vigil.db', '/data/other.db'])
    expect(backupsOf(file)).toBe(join(dataFolderOf(file), 'backups'));
});
