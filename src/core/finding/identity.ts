import { sha256Bytes } from '#core/kit/hash.ts';
import type { RuleScope } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';

/** What makes a finding this one: where, what kind, about what. At most one unresolved finding has it. */
export type Key = {
  readonly scope: RuleScope;
  /** Site code, source code, or '' for the installation. */
  readonly scope_key: string;
  readonly finding_type: string;
  readonly subject: string;
};

/** The key as one string, for maps: scopes and types have no spaces, and what may have them says how long it is. */
export const keyText = ({ scope, scope_key, finding_type, subject }: Key): string =>
  `${scope} ${finding_type} ${scope_key.length} ${scope_key} ${subject}`;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `F-` and 12 base32 characters of SHA-256(key, start, n); n = the number of earlier findings with the same key and start (DECISIONS 19). */
export function findingId(key: Key, conditionStartedAt: EpochMs, n: number): string {
  return `F-${base32(JSON.stringify([key.scope, key.scope_key, key.finding_type, key.subject, conditionStartedAt, n]))}`;
}

/** The one alert of a finding. */
export const alertId = (finding: string): string => `A-${base32(JSON.stringify(['alert', finding]))}`;

function base32(text: string): string {
  const bytes = sha256Bytes(text);
  let out = '';
  let bits = 0;
  let buffer = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      out += ALPHABET[(buffer >>> (bits - 5)) & 31];
      if (out.length === 12) return out;
    }
    buffer &= (1 << bits) - 1;
  }
  return out;
}
