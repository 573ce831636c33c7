import { sha256Bytes } from '#core/kit/hash.ts';
import { MINUTE } from '#core/model/time.ts';

/**
 * Where in its periods a site's slots lie, in ms: SHA-256 of the site code modulo the period in whole minutes. Spreads the
 * load evenly and survives restarts. The hash is what takes time: ask for several periods at once.
 */
export function phasesOf(siteCode: string): (periodMs: number) => number {
  const digest = sha256Bytes(siteCode);
  return (periodMs) => {
    const minutes = periodMs / MINUTE;
    let remainder = 0;
    for (const byte of digest) remainder = (remainder * 256 + byte) % minutes;
    return remainder * MINUTE;
  };
}

/** The same of one period. */
export const phaseOf = (siteCode: string, periodMs: number): number => phasesOf(siteCode)(periodMs);
