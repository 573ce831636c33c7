import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { attendedNow } from './attended.ts';
import type { SiteSnapshot } from './snapshot.ts';

/** A shift longer than this is not looked for. */
const LONGEST_SHIFT = 36 * HOUR;

/** As much of a snapshot as tells who is on duty. */
export type DutyView = Pick<SiteSnapshot, 'site' | 'first_slot' | 'duty'>;

/**
 * Since when a person is on duty: an open attendance, or a rostered shift that the person has not signed out of and is not
 * noted absent from; null when not.
 */
export function onDutySince({ site, duty }: DutyView, person: string, now: EpochMs): EpochMs | null {
  const known = duty.get(person);
  const span = known === undefined ? null : attendedNow(site, person, known, now);
  if (span !== null) return span.start;
  const shift = shiftsBetween(site, now - LONGEST_SHIFT, now + 1).find(
    (each) => each.person === person && each.start <= now && now < each.end,
  );
  if (shift === undefined) return null;
  const leftAt = known?.out_at ?? Number.NEGATIVE_INFINITY;
  return leftAt >= shift.start && leftAt <= now ? null : shift.start;
}
