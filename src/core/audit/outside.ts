import { metresOutside } from '#core/geo/distance.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Fix } from './fixes.ts';

/** A fix counts as outside when it is farther than this beyond the fence, its accuracy taken off. Metres. */
export const BEYOND_FENCE = 20;
/** Drift is told from leaving by so many fixes outside in a row, over at least so long. */
export const FIXES_OUTSIDE = 3;
export const OUTSIDE_SPAN = 2 * MINUTE;
/** A person whose newest fix is older than this may be anywhere. */
export const FIX_STALE = 15 * MINUTE;

/** Where the fixes of a person say the person is. */
export type Whereabouts =
  | { readonly kind: 'inside' }
  /** No fix that says anything, or none for 15 minutes. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'outside';
      /** The unbroken row of fixes outside, oldest first. */
      readonly fixes: readonly Fix[];
      /** Metres from the newest of them to the fence. */
      readonly metres: number;
    };

/**
 * A fix is outside when distance − accuracy > 20 m, inside when it lies within 20 m of the fence itself, and says nothing
 * when only its accuracy leaves it open.
 */
export function whereabouts(site: Site, fixes: readonly Fix[], from: EpochMs, now: EpochMs): Whereabouts {
  const row: Fix[] = [];
  let newest: number | null = null;
  for (const fix of fixes.toReversed()) {
    if (fix.ts > now) continue;
    if (fix.ts < from || (newest === null && fix.ts <= now - FIX_STALE)) break;
    const metres = metresOutside(site, fix);
    if (metres === null) return { kind: 'unknown' };
    if (metres <= BEYOND_FENCE) {
      if (newest === null) return { kind: 'inside' };
      break;
    }
    if (metres - (fix.accuracy ?? 0) <= BEYOND_FENCE) continue;
    newest ??= metres;
    row.push(fix);
  }
  return newest === null
    ? { kind: 'unknown' }
    : { kind: 'outside', fixes: row.reverse(), metres: Math.round(newest) };
}

/** When the row of fixes first was long enough to be no drift; null while it is not. */
export function leftAt(fixes: readonly Fix[]): EpochMs | null {
  const first = fixes[0];
  if (first === undefined) return null;
  const enough = fixes.find(({ ts }, index) => index + 1 >= FIXES_OUTSIDE && ts - first.ts >= OUTSIDE_SPAN);
  return enough?.ts ?? null;
}

/** When the row of fixes first showed that the person stayed outside for `span`; null while it does not. */
export function stillOutsideAt(fixes: readonly Fix[], span: EpochMs): EpochMs | null {
  const [first, confirmed] = [fixes[0], leftAt(fixes)];
  if (first === undefined || confirmed === null) return null;
  const from = Math.max(first.ts + span, confirmed);
  return fixes.find(({ ts }) => ts >= from)?.ts ?? null;
}
