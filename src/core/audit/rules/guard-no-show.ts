import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { localText } from '#core/schedule/local-text.ts';
import type { ShiftSpan } from '#core/schedule/roster.ts';
import { plannedBetween, rosteredAt } from '#core/schedule/roster.ts';
import { ABSENT, isAbsent } from '../absent.ts';
import { attendedNow } from '../attended.ts';
import { heardSince } from '../outages.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import { CLEAN, UNKNOWN } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'GUARD_NO_SHOW';
const STREAMS = [STREAM.attendance, STREAM.phone_events, STREAM.location_updates];
/** How late a guard may be. */
export const LATE_LIMIT = 15 * MINUTE;
/** A guard who was heard of so long before the shift is taken as there. */
export const EARLY = HOUR;

/**
 * Fires when a rostered shift began over 15 min ago without attendance, phone or GPS of that person at the site. Settled by
 * any of them, and when the desk notes the person as absent; over when the shift is. A shift that began before the site was first audited is not judged.
 */
export const guardNoShow: Rule = {
  type: TYPE,
  category: () => 'COMPLIANCE',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['people', 'duty'],
  owns: (findingType) => findingType === TYPE,
  absence: () => STREAMS,
  evaluate(snapshot, _audit, now) {
    const { site, first_slot, watched_since: watched } = snapshot;
    if (site.shifts.length === 0) return CLEAN;
    if (watched === null || first_slot === null) return UNKNOWN;
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const heard = heardSince(snapshot, STREAMS);
    for (const shift of absentShifts(snapshot, now))
      settled.push({ finding_type: TYPE, subject: subjectOf(site, shift), reason: ABSENT });
    for (const shift of rosteredAt(site, now)) {
      if (shift.start < first_slot) continue;
      const subject = subjectOf(site, shift);
      const deadline = Math.max(shift.start, watched, heard) + LATE_LIMIT;
      const last = lastHeard(snapshot, shift.person, now);
      if (last >= shift.start - EARLY) settled.push({ finding_type: TYPE, subject, reason: 'heard of' });
      else if (now > deadline) breaches.push(breach(shift, subject, deadline, last, now));
    }
    return { breaches, settled, unknown: [] };
  },
};

const subjectOf = ({ timezone }: Site, { person, start }: ShiftSpan): string =>
  `person:${person}@${localText(timezone, start)}`;

/** The planned shifts of now that are open findings though their person is noted as absent, at their beginning or now. */
const absentShifts = ({ site, open_subjects }: SiteSnapshot, now: EpochMs): readonly ShiftSpan[] =>
  site.noted === undefined
    ? []
    : plannedBetween(site, now, now + 1).filter(
        (shift) =>
          open_subjects.includes(subjectOf(site, shift)) &&
          (isAbsent(site, shift.person, shift.start) || isAbsent(site, shift.person, now)),
      );

/** The newest attendance, phone or GPS event of a person at the site; an attendance that is still open counts as now. */
function lastHeard({ site, duty, people }: SiteSnapshot, person: string, now: EpochMs): EpochMs {
  const known = duty.get(person) ?? { in_at: null, out_at: null, check_in_at: null };
  const { in_at, out_at } = known;
  // That somebody who was absent came back is not taken for granted.
  if (in_at !== null && attendedNow(site, person, known, now)?.start === in_at) return now;
  const signs = people.get(person)?.last ?? Number.NEGATIVE_INFINITY;
  return Math.max(in_at ?? signs, out_at ?? signs, signs);
}

function breach(shift: ShiftSpan, subject: string, deadline: EpochMs, last: EpochMs, now: EpochMs): Breach {
  const limit = LATE_LIMIT / MINUTE;
  return {
    finding_type: TYPE,
    subject,
    severity: 'HIGH',
    condition_started_at: deadline,
    title: 'Guard did not report',
    message: `${shift.person}: no attendance, phone or GPS`,
    explanation: {
      rule: TYPE,
      text: `The shift of ${shift.person} began ${spanInWords(now - shift.start)} ago and neither attendance nor phone nor GPS of ${shift.person} was received at the site; ${limit} min are allowed.`,
      values: [
        { name: 'late', value: Math.floor((now - shift.start) / MINUTE), unit: 'min', limit },
        { name: 'shift began', value: toIso(shift.start) },
        { name: 'shift ends', value: toIso(shift.end) },
      ],
      since: Number.isFinite(last) ? last : null,
      clears_when: `Attendance, phone or GPS of ${shift.person} is received, ${shift.person} is noted as absent, or the shift ends.`,
    },
  };
}
