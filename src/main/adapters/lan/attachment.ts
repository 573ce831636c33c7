import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '#main/adapters/kit/read-if-there.ts';

/** The engine that this workstation is attached to. */
export type Attachment = {
  readonly host: string;
  readonly port: number;
  /** Of the certificate that a person compared, in hexadecimal digits. */
  readonly fingerprint: string;
  /** Makes the seats of this workstation ones that nobody else can show. */
  readonly secret: string;
};

const fileIn = (dataFolder: string) => join(dataFolder, 'attached.json');

/** Null: this workstation has an engine of its own. Throws for a file that is not ours: an engine that nobody meant must not start. */
export function readAttachment(dataFolder: string): Attachment | null {
  const text = readIfThere(fileIn(dataFolder));
  if (text === null) return null;
  const found = attachmentIn(text);
  if (found !== null) return found;
  throw new Error(`${fileIn(dataFolder)} does not say to which engine: attach again, or remove it`);
}

function attachmentIn(text: string): Attachment | null {
  try {
    const { host, port, fingerprint, secret }: Partial<Record<keyof Attachment, unknown>> = JSON.parse(text);
    const isWhole =
      typeof host === 'string' &&
      Number.isInteger(port) &&
      typeof fingerprint === 'string' &&
      /^[0-9a-f]{64}$/.test(fingerprint) &&
      typeof secret === 'string' &&
      /^[0-9a-f]{64}$/.test(secret);
    return isWhole ? { host, port: Number(port), fingerprint, secret } : null;
  } catch {
    return null; // no JSON
  }
}

/** From the next start on; readable by this user alone. */
export function writeAttachment(dataFolder: string, attachment: Omit<Attachment, 'secret'>): void {
  const file = fileIn(dataFolder);
  const whole = { ...attachment, secret: randomBytes(32).toString('hex') };
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, JSON.stringify(whole), { mode: 0o600, flag: 'wx' });
  renameSync(`${file}.new`, file);
}

/** From the next start on this workstation has an engine of its own. True when it had none. */
export function removeAttachment(dataFolder: string): boolean {
  const had = readAttachmentOrWorse(dataFolder);
  rmSync(fileIn(dataFolder), { force: true });
  return had;
}

function readAttachmentOrWorse(dataFolder: string): boolean {
  try {
    return readAttachment(dataFolder) !== null;
  } catch {
    return true; // one that cannot be read
  }
}
