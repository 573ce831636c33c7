import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { without } from '#core/schedule/absences.ts';
import type { PersonDuty } from './duty.ts';
import { attendance } from './duty.ts';

/** A stretch of attendance; `open` while it goes on. */
export type Attended = Interval & { readonly open: boolean };

/**
 * The newest attendance of a person up to `at`, in order, without the absences that began after the person had signed in: of
 * attendance and absence the later one is believed. When such an absence is over the attendance goes on.
 */
export function attendedSpans(
  { noted }: Pick<Site, 'noted'>,
  person: string,
  duty: PersonDuty,
  at: EpochMs,
): readonly Attended[] {
  const span = attendance(duty, at);
  if (span === null) return [];
  const later = (noted?.absences ?? []).filter((each) => each.person === person && each.start > span.start);
  if (later.length === 0) return [span];
  const end = span.open ? at + 1 : span.end;
  return without({ ...span, end }, later).map((piece) =>
    piece.end === end ? { ...piece, end: span.end } : { ...piece, open: false },
  );
}

/** The attendance that goes on at `at`, or null. */
export const attendedNow = (
  site: Pick<Site, 'noted'>,
  person: string,
  duty: PersonDuty,
  at: EpochMs,
): Attended | null => attendedSpans(site, person, duty, at).find(({ open }) => open) ?? null;
