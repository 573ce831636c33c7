import type { Absence } from '#core/model/noted.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import type { ShiftSpan } from './shift-span.ts';

/** What is left of a span without the others, in order. */
export function without<Span extends Interval>(span: Span, others: readonly Interval[]): readonly Span[] {
  let left: readonly Span[] = [span];
  for (const { start, end } of others)
    left = left.flatMap((piece) =>
      end <= piece.start || start >= piece.end
        ? [piece]
        : [
            { ...piece, end: start },
            { ...piece, start: end },
          ].filter((rest) => rest.start < rest.end),
    );
  return left;
}

/** The part of a span inside another; null when they do not touch. */
function within<Span extends Interval>(span: Span, { start, end }: Interval): Span | null {
  const part = { ...span, start: Math.max(span.start, start), end: Math.min(span.end, end) };
  return part.start < part.end ? part : null;
}

/**
 * Shifts without the absent, and with who stands in: for as much of the shift as the absence takes, from when it was noted on,
 * and not where the relief has a shift anyhow. Absences are taken in the order given, so that a relief may be relieved.
 */
export function afterAbsences(
  shifts: readonly ShiftSpan[],
  absences: readonly Absence[],
): readonly ShiftSpan[] {
  let spans = shifts;
  for (const absence of absences) {
    const own = spans.filter(({ person }) => person === absence.person);
    if (own.length === 0) continue;
    const kept = spans.flatMap((span) =>
      span.person === absence.person ? without(span, [absence]) : [span],
    );
    spans = [...kept, ...reliefs(own, absence, kept)];
  }
  return spans;
}

function reliefs(
  taken: readonly ShiftSpan[],
  { start, end, relief, noted_at }: Absence,
  others: readonly ShiftSpan[],
): readonly ShiftSpan[] {
  if (relief === null) return [];
  const from = Math.max(start, noted_at);
  const busy = others.filter(({ person }) => person === relief);
  return taken.flatMap((shift) => {
    const part = within(shift, { start: from, end });
    return part === null ? [] : without({ ...part, person: relief }, busy);
  });
}

/** The absence that holds for a person at the instant, or null. */
export const absenceAt = (
  absences: readonly Absence[] | undefined,
  person: string,
  at: EpochMs,
): Absence | null =>
  absences?.find((each) => each.person === person && each.start <= at && at < each.end) ?? null;
