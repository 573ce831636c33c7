import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyFileStore } from '#main/adapters/system/key-file.ts';
import { openKeys } from '#main/adapters/system/moved-keys.ts';
import { readOrMakeSecretKey } from '#main/adapters/system/secret-key.ts';
import { readOrMakeSigner } from '#main/adapters/system/signing-key.ts';
import { compose } from '#main/compose.ts';
import type { KeyStore } from '#main/ports/key-store.ts';
import { createVault } from '#main/services/actions/vault.ts';
import { type CommandLine, commandLine, PROGRAM_FILES } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const WORDS = 'a long way from one machine to another';
const said = (...lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);
/** The file that an operator keeps, outside of the data folder. */
const keyFile = ({ folder }: CommandLine, words: string): string => {
  const file = `${folder}-words`;
  writeFileSync(file, words);
  return file;
};
const pemOf = ({ folder }: CommandLine) => readFileSync(join(folder, 'signing.pem'), 'utf8');
const filesOf = ({ folder }: CommandLine) => readdirSync(folder).sort();

const tracked = (file: string) => {
  const db = new Database(file, { readonly: true });
  return {
    count: (sql: string) => db.prepare<[], number>(sql).pluck().get(),
    [Symbol.dispose]: () => db.close(),
  };
};

let old: CommandLine;
let next: CommandLine;
beforeEach(async () => {
  [old, next] = [commandLine(), commandLine()];
  const sites = join(old.folder, 'sites.json');
  writeFileSync(sites, JSON.stringify(fleetDocument()));
  expect(await old.vigil('import', sites)).toMatchObject({ code: 0 });
  readOrMakeSigner(old.folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  old[Symbol.dispose]();
  next[Symbol.dispose]();
});

it('brings the keys to a machine with a key store of its own, which shuts them anew', async () => {
  vi.stubEnv('VIGIL_KEY_FILE', keyFile(old, 'the words of the first machine'));
  const { key } = await readOrMakeSecretKey(old.folder, keyFileStore(process.env.VIGIL_KEY_FILE));
  const sealed = createVault(Buffer.from(key ?? '', 'base64')).seal('send_sms', 'open sesame');
  const backup = join(old.folder, 'kept.db');
  const made = await old.vigilWith(said(WORDS, WORDS), 'backup', backup, '--with-keys', '--json');
  expect(made.lines()).toMatchObject([{ keys: `${backup}.keys` }]);
  expect(readFileSync(`${backup}.keys`, 'latin1')).not.toContain('PRIVATE KEY');
  if (process.platform !== 'win32') expect(statSync(`${backup}.keys`).mode & 0o077).toBe(0);

  const restored = await next.vigilWith(said(WORDS), 'restore', backup, '--with-keys');
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('the key of the secrets') });
  expect(pemOf(next)).toBe(pemOf(old));
  if (process.platform !== 'win32')
    for (const name of ['signing.pem', 'secrets.incoming'])
      expect(statSync(join(next.folder, name)).mode & 0o077).toBe(0);
  const store = keyFileStore(keyFile(next, 'the words of the second machine'));
  const moved = await readOrMakeSecretKey(next.folder, store);
  expect(createVault(Buffer.from(moved.key ?? '', 'base64')).open('send_sms', sealed)).toBe('open sesame');
  expect(filesOf(next)).not.toContain('secrets.incoming');
  expect(await readOrMakeSecretKey(next.folder, store)).toEqual(moved);
});

it('changes nothing for other words, or where there are no keys', async () => {
  const backup = join(old.folder, 'kept.db');
  expect(await old.vigil('backup', join(old.folder, 'bare.db'))).toMatchObject({ code: 0 });
  await old.vigilWith(said(WORDS, WORDS), 'backup', backup, '--with-keys');
  const before = filesOf(next);
  expect(await next.vigilWith(said(`${WORDS}!`), 'restore', backup, '--with-keys')).toMatchObject({
    code: 1,
    err: expect.stringContaining('other words'),
  });
  const bare = await next.vigilWith(said(WORDS), 'restore', join(old.folder, 'bare.db'), '--with-keys');
  expect(bare).toMatchObject({ code: 1, err: expect.stringContaining('no keys at') });
  expect(existsSync(next.database)).toBe(false);
  expect(filesOf(next).filter((name) => name.endsWith('.pem'))).toEqual([]);
  expect(filesOf(next).filter((name) => !before.includes(name) && name !== 'engine.lock')).toEqual([]);
});

it('puts aside the keys that were there', async () => {
  const backup = join(old.folder, 'kept.db');
  await old.vigilWith(said(WORDS, WORDS), 'backup', backup, '--with-keys');
  readOrMakeSigner(next.folder);
  const own = pemOf(next);
  await next.vigilWith(said(WORDS), 'restore', backup, '--with-keys');
  const aside = filesOf(next).filter((name) => name.startsWith('signing.pem.before-'));
  expect(aside.map((name) => readFileSync(join(next.folder, name), 'utf8'))).toEqual([own]);
});

it('asks for the words twice, and for enough of them, before anything is written', async () => {
  const backup = join(old.folder, 'kept.db');
  const few = await old.vigilWith(said('short', 'short'), 'backup', backup, '--with-keys');
  expect(few).toMatchObject({ code: 2, err: expect.stringContaining('at least 16') });
  const mistyped = await old.vigilWith(said(WORDS, `${WORDS}?`), 'backup', backup, '--with-keys');
  expect(mistyped).toMatchObject({ code: 2, err: expect.stringContaining('not the same') });
  expect(filesOf(old).filter((name) => name.startsWith('kept'))).toEqual([]);
});

it('has the key that only the operating system opens handed over by the running program, which the trail knows', async () => {
  /** As Electron's: nothing outside of the program opens it. */
  const shelf = new Map<string, string>();
  const keyStore: KeyStore = {
    hindrance: async () => null,
    shut: async (key) => {
      shelf.set('key', key);
      return Buffer.from('of the system');
    },
    open: async () => shelf.get('key') ?? null,
  };
  await readOrMakeSecretKey(old.folder, keyStore);
  const backup = join(old.folder, 'kept.db');
  const alone = await old.vigilWith(said(WORDS, WORDS), 'backup', backup, '--with-keys');
  expect(alone).toMatchObject({ code: 1, err: expect.stringContaining('start Vigil') });
  expect(filesOf(old).filter((name) => name.startsWith('kept'))).toEqual([]);

  const { threads, resources, version } = PROGRAM_FILES;
  const shell = await compose({
    ...{ dataFolder: old.folder, database: old.database, threads, resources, version, keyStore },
    ...{ host: 'loopback' as const, demo: false, startAgain: () => {} },
  });
  try {
    const made = await old.vigilWith(said(WORDS, WORDS), 'backup', backup, '--with-keys');
    expect(made).toMatchObject({ code: 0 });
  } finally {
    await shell.close(true);
  }
  await next.vigilWith(said(WORDS), 'restore', backup, '--with-keys');
  expect(readFileSync(join(next.folder, 'secrets.incoming'), 'utf8')).toBe(shelf.get('key'));
  using database = tracked(old.database);
  expect(database.count("SELECT count(*) FROM trail WHERE action = 'secrets.handed_over'")).toBe(1);
});

it('keeps the key of the secrets that was there, and takes the one that waits along when the installation moves on', async () => {
  vi.stubEnv('VIGIL_KEY_FILE', keyFile(old, 'the words of the first machine'));
  const { key } = await readOrMakeSecretKey(old.folder, keyFileStore(process.env.VIGIL_KEY_FILE));
  const backup = join(old.folder, 'kept.db');
  await old.vigilWith(said(WORDS, WORDS), 'backup', backup, '--with-keys');
  const store = keyFileStore(keyFile(next, 'the words of the second machine'));
  const own = await readOrMakeSecretKey(next.folder, store);
  await next.vigilWith(said(WORDS), 'restore', backup, '--with-keys');
  // Moved on before Vigil ever started here: the key that came along goes with the others.
  vi.stubEnv('VIGIL_KEY_FILE', '');
  const onward = join(next.folder, 'onward.db');
  const made = await next.vigilWith(said(WORDS, WORDS), 'backup', onward, '--with-keys');
  expect(made).toMatchObject({ code: 0 });
  const opened = await openKeys(WORDS, readFileSync(`${onward}.keys`));
  expect(opened).toMatchObject({ keys: { secrets: key } });
  expect((await readOrMakeSecretKey(next.folder, store)).key).toBe(key);
  const aside = filesOf(next).find((name) => name.startsWith('secrets.key.before-')) ?? '';
  expect(await store.open(readFileSync(join(next.folder, aside)))).toBe(own.key);
});
