import type { WeeklyWindow } from '#core/model/audit-config.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import type { Zone } from './local-time.ts';
import { parseRecurrence, type Recurring } from './recurrence.ts';
import { type Pattern, patternIntervals, type Reading, weeklyPattern, withoutDays } from './windows.ts';

/** A maintenance window or a shift, by what its times are made of. */
export type Span =
  | { readonly kind: 'ABSOLUTE'; readonly start: EpochMs; readonly end: EpochMs }
  | ({ readonly kind: 'WEEKLY'; readonly except?: readonly string[] } & WeeklyWindow)
  | ({ readonly kind: 'RECURRING' } & Recurring);

const patterns = new WeakMap<Span, Map<Zone, Pattern>>();

/** Each occurrence that overlaps [from, to), whole. `zone` holds for weekly spans; a recurring one brings its own. */
export function spanIntervals(
  span: Span,
  zone: Zone,
  from: EpochMs,
  to: EpochMs,
  reading: Reading,
): readonly Interval[] {
  if (span.kind !== 'ABSOLUTE') return patternIntervals(patternOf(span, zone), from, to, reading);
  return span.start < to && span.end > from ? [{ start: span.start, end: span.end }] : [];
}

function patternOf(span: Exclude<Span, { kind: 'ABSOLUTE' }>, zone: Zone): Pattern {
  const known = patterns.get(span)?.get(zone);
  if (known !== undefined) return known;
  const pattern =
    span.kind === 'WEEKLY'
      ? withoutDays(weeklyPattern(zone, span), span.except ?? [])
      : parseRecurrence(span);
  const byZone = patterns.get(span) ?? new Map<Zone, Pattern>();
  patterns.set(span, byZone.set(zone, pattern));
  return pattern;
}
