import { type EpochMs, SECOND } from '#core/model/time.ts';

/** How long a receiver asks to be left alone, ms (RFC 9110, 10.2.3: seconds, or an instant, which is held against `now`); null where it does not say. */
export function retryAfterMs(told: string | undefined, now: EpochMs): number | null {
  if (told === undefined) return null;
  if (/^\d{1,9}$/.test(told)) return Number(told) * SECOND;
  const at = told.endsWith('GMT') ? Date.parse(told) : Number.NaN;
  return Number.isFinite(at) ? Math.max(0, at - now) : null;
}
