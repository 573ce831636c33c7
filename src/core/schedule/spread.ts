import { sha256Bytes } from '#core/kit/hash.ts';
import { MINUTE } from '#core/model/time.ts';

/**
 * Where in its period a site's slots lie, in ms: SHA-256 of the site code modulo the period in whole minutes. Spreads the
 * load evenly and survives restarts.
 */
export function phaseOf(siteCode: string, periodMs: number): number {
  const minutes = periodMs / MINUTE;
  let remainder = 0;
  for (const byte of sha256Bytes(siteCode)) remainder = (remainder * 256 + byte) % minutes;
  return remainder * MINUTE;
}
