import { createHash, timingSafeEqual } from 'node:crypto';
import type { KnownKey } from './link.ts';

export type KeyRing = {
  /** The key that was shown, or null. Takes the same time whether and where it is found. */
  readonly find: (shown: string) => KnownKey | null;
};

/** Tells keys by their SHA-256: a key has 128 random bits, so that nothing slower is needed. */
export function createKeyRing(keys: readonly KnownKey[]): KeyRing {
  const known = keys.map((key) => ({ key, digest: Buffer.from(key.sha256, 'hex') }));
  return {
    find(shown) {
      const digest = createHash('sha256').update(shown).digest();
      let found: KnownKey | null = null;
      for (const each of known) if (timingSafeEqual(each.digest, digest)) found = each.key;
      return found;
    },
  };
}

/** The key in an `Authorization` header: of `Bearer KEY`, or the password of Basic; null when there is none. */
export function shownKey(header: string | undefined): string | null {
  const [scheme, value] = (header ?? '').trim().split(/\s+/, 2);
  if (scheme === undefined || value === undefined) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? null : pair.slice(colon + 1);
}
