import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/* A self-signed certificate (X.509, RFC 5280) in the least that TLS needs. Only written here: what comes in is read by Node alone. */

const element = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};
const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
};
const sequence = (...contents: readonly Uint8Array[]): Buffer => element(0x30, ...contents);
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');

/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758). */
const SIGNATURE = sequence(element(0x06, hex('2a8648ce3d040302')));
/** commonName, 2.5.4.3. */
const COMMON_NAME = element(0x06, hex('550403'));
/** Version 3, counted from 0. */
const VERSION = element(0xa0, element(0x02, hex('02')));
/** It is pinned, so that it never runs out: what RFC 5280 (4.1.2.5) has for that. */
const FOR_EVER = sequence(
  element(0x17, Buffer.from('250101000000Z')),
  element(0x18, Buffer.from('99991231235959Z')),
);

/** A certificate for this key (P-256), signed by it, as PEM. `serial`: 1 to 16 random bytes. */
export function selfSigned(key: KeyObject, commonName: string, serial: Uint8Array): string {
  const name = sequence(element(0x31, sequence(COMMON_NAME, element(0x0c, Buffer.from(commonName)))));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // The byte before keeps it positive, whatever the first random one is.
  const number = element(0x02, hex('01'), serial);
  const body = sequence(VERSION, number, SIGNATURE, name, FOR_EVER, name, publicKey);
  const whole = sequence(body, SIGNATURE, element(0x03, Buffer.from([0]), sign('sha256', body, key)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
