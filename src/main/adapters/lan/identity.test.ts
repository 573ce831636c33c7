import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { readAttachment, removeAttachment, writeAttachment } from './attachment.ts';
import { readOrMakeIdentity } from './identity.ts';

it('makes a certificate once that Node reads, signed by its own key, for its user alone', () => {
  using folder = tempFolder();
  const made = readOrMakeIdentity(folder.path);
  const certificate = new X509Certificate(made.certificate);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=Vigil');
  expect(new Date(certificate.validTo).getUTCFullYear()).toBe(9999);
  expect(readOrMakeIdentity(folder.path)).toEqual(made);
  if (process.platform !== 'win32') expect(statSync(join(folder.path, 'lan.pem')).mode & 0o077).toBe(0);
});

it('makes another one for another folder, and where the file was removed', () => {
  using folder = tempFolder();
  const { fingerprint } = readOrMakeIdentity(folder.path);
  rmSync(join(folder.path, 'lan.pem'));
  expect(readOrMakeIdentity(folder.path).fingerprint).not.toBe(fingerprint);
});

it('takes nothing else for a key with its certificate, and does not write over it', () => {
  using folder = tempFolder();
  using other = tempFolder();
  const { key } = readOrMakeIdentity(folder.path);
  const { certificate } = readOrMakeIdentity(other.path);
  for (const text of ['', 'x', key, `${key}${certificate}`]) {
    writeFileSync(join(folder.path, 'lan.pem'), text);
    expect(() => readOrMakeIdentity(folder.path)).toThrow('lan.pem');
    expect(readFileSync(join(folder.path, 'lan.pem'), 'utf8')).toBe(text);
  }
});

it('remembers to which engine a workstation is attached, and never starts one that nobody meant', () => {
  using folder = tempFolder();
  expect([readAttachment(folder.path), removeAttachment(folder.path)]).toEqual([null, false]);
  const engine = { host: 'ops-1', port: 7416, fingerprint: 'ab'.repeat(32) };
  writeAttachment(folder.path, engine);
  const attached = readAttachment(folder.path);
  expect(attached).toMatchObject(engine);
  writeAttachment(folder.path, engine);
  expect(readAttachment(folder.path)?.secret).not.toBe(attached?.secret);
  if (process.platform !== 'win32') expect(statSync(join(folder.path, 'attached.json')).mode & 0o077).toBe(0);
  for (const text of ['', '{}', '[]', JSON.stringify({ ...attached, secret: 'x' })]) {
    writeFileSync(join(folder.path, 'attached.json'), text);
    expect(() => readAttachment(folder.path)).toThrow('attached.json');
  }
  expect([removeAttachment(folder.path), readAttachment(folder.path)]).toEqual([true, null]);
});
