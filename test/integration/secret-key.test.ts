import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFileStore } from '#main/adapters/system/key-file.ts';
import { NO_KEY_STORE, readOrMakeSecretKey } from '#main/adapters/system/secret-key.ts';
import { createVault, noVault } from '#main/services/actions/vault.ts';

const WORDS = 'words that nobody will ever guess';
let folder = '';
const words = (text: string) => {
  const file = join(folder, 'words');
  writeFileSync(file, text);
  return keyFileStore(file);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the key of the secrets', () => {
  it('is made once, opens again with the same words, and lies nowhere readable', async () => {
    const made = await readOrMakeSecretKey(folder, words(WORDS));
    expect(Buffer.from(made.key ?? '', 'base64')).toHaveLength(32);
    expect(await readOrMakeSecretKey(folder, words(`${WORDS}\n`))).toEqual(made);
    const stored = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(stored.join('')).not.toContain(made.key);
  });

  it('does not open with other words, and is not made anew over what it has shut', async () => {
    const { key } = await readOrMakeSecretKey(folder, words(WORDS));
    expect(await readOrMakeSecretKey(folder, words(`${WORDS}!`))).toMatchObject({
      key: null,
      hindrance: expect.stringContaining('another key'),
    });
    expect(await readOrMakeSecretKey(folder, words(WORDS))).toEqual({ key, hindrance: null });
  });

  it.each([
    ['no file', () => keyFileStore(undefined), 'VIGIL_KEY_FILE'],
    ['a file that is not there', () => keyFileStore(join(folder, 'gone')), 'cannot be read'],
    ['too few characters', () => words('short'), 'fewer than 16'],
    ['a program that keeps none', () => NO_KEY_STORE, 'keeps no secrets'],
  ])('is none with %s, and says why', async (_, store, why) => {
    const found = await readOrMakeSecretKey(folder, store());
    expect(found).toMatchObject({ key: null, hindrance: expect.stringContaining(why) });
  });
});

describe('a vault', () => {
  const key = Buffer.alloc(32, 7);
  it('opens what it sealed, under the name that it was sealed with alone, and with its key alone', () => {
    const vault = createVault(key);
    const sealed = vault.seal('send_sms', 'open sesame');
    expect(vault.open('send_sms', sealed)).toBe('open sesame');
    expect(vault.open('create_ticket', sealed)).toBeNull();
    expect(createVault(Buffer.alloc(32, 8)).open('send_sms', sealed)).toBeNull();
    expect(vault.open('send_sms', `${sealed.slice(0, -4)}AAAA`)).toBeNull();
    expect(vault.open('send_sms', '')).toBeNull();
  });

  it('seals the same secret differently each time', () => {
    const vault = createVault(key);
    expect(vault.seal('a', 'x')).not.toBe(vault.seal('a', 'x'));
  });

  it('without a key takes nothing', () => {
    expect(() => noVault('no key').seal('a', 'x')).toThrow('no key');
  });
});
