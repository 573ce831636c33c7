import { STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { rosteredAt } from '#core/schedule/roster.ts';
import { ABSENT, isAbsent } from '../absent.ts';
import { onDutySince } from '../on-duty.ts';
import { heardSince } from '../outages.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { spanInWords } from '../words.ts';
import { EARLY } from './guard-no-show.ts';

const TYPE = 'GUARD_INACTIVE';
const STREAMS = [STREAM.phone_events, STREAM.location_updates];
/** How long a guard on duty may give no phone and no GPS event. */
export const INACTIVE_LIMIT = 45 * MINUTE;
/** Others are active who were heard of so lately, and in several 5-minute spans of the silence: one call at its end does not make a busy site. */
export const ACTIVE_WITHIN = 15 * MINUTE;
const ACTIVE_SPANS = 3;

/**
 * Fires when a guard on duty has given no phone and no GPS event for 45 min while somebody else at the site is active. Where
 * nobody is, the silence is the site's and not the guard's: unknown. Who never came is a no-show, not inactive.
 */
export const guardInactive: Rule = {
  type: TYPE,
  category: () => 'SAFETY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['people', 'duty'],
  owns: (findingType) => findingType === TYPE,
  absence: () => STREAMS,
  evaluate(snapshot, _audit, now) {
    const { watched_since: watched } = snapshot;
    if (watched === null) return UNKNOWN;
    const breaches: Breach[] = [];
    const unknown: { finding_type: string; subject: string }[] = [];
    const heard = heardSince(snapshot, STREAMS);
    for (const person of candidates(snapshot, now)) {
      const silence = silenceOf(snapshot, person, now);
      if (silence === null) continue;
      if (Math.max(silence.since, watched) + INACTIVE_LIMIT > now) continue;
      const startedAt = Math.max(silence.since, watched, heard) + INACTIVE_LIMIT;
      const others = activeOthers(snapshot, person, now);
      if (startedAt > now || others.length === 0)
        unknown.push({ finding_type: TYPE, subject: `person:${person}` });
      else breaches.push(breach(person, silence.last, startedAt, others.length, now));
    }
    return { breaches, settled: absent(snapshot, now), unknown };
  },
};

/** Whose finding is open though the desk knows them to be absent. */
const absent = (snapshot: SiteSnapshot, now: EpochMs): readonly Settled[] =>
  snapshot.open_subjects
    .filter((subject) => {
      const person = subject.replace('person:', '');
      return isAbsent(snapshot.site, person, now) && onDutySince(snapshot, person, now) === null;
    })
    .map((subject) => ({ finding_type: TYPE, subject, reason: ABSENT }));

/** Everybody who may be on duty: on the roster now, or signed in lately. */
const candidates = ({ site, duty }: SiteSnapshot, now: EpochMs): ReadonlySet<string> =>
  new Set([...rosteredAt(site, now).map(({ person }) => person), ...duty.keys()]);

/** Since when nothing was heard of a person on duty, and the last sign; null when off duty, or when the person never came. */
function silenceOf(
  snapshot: SiteSnapshot,
  person: string,
  now: EpochMs,
): { readonly since: EpochMs; readonly last: EpochMs | null } | null {
  const since = onDutySince(snapshot, person, now);
  if (since === null) return null;
  const last = snapshot.people.get(person)?.last ?? Number.NEGATIVE_INFINITY;
  const cameAt = Math.max(last, snapshot.duty.get(person)?.in_at ?? Number.NEGATIVE_INFINITY);
  if (cameAt < since - EARLY) return null;
  return { since: Math.max(since, last), last: Number.isFinite(last) ? last : null };
}

const activeOthers = ({ people }: SiteSnapshot, person: string, now: EpochMs): readonly string[] =>
  [...people]
    .filter(([code, signs]) => code !== person && signs.last > now - ACTIVE_WITHIN)
    .filter(([, signs]) => signs.spansAfter(now - INACTIVE_LIMIT) >= ACTIVE_SPANS)
    .map(([code]) => code);

function breach(
  person: string,
  last: EpochMs | null,
  startedAt: EpochMs,
  others: number,
  now: EpochMs,
): Breach {
  const silence = now - (startedAt - INACTIVE_LIMIT);
  const limit = INACTIVE_LIMIT / MINUTE;
  return {
    finding_type: TYPE,
    subject: `person:${person}`,
    severity: 'HIGH',
    condition_started_at: startedAt,
    title: 'Guard inactive',
    message: `${person}: no phone and no GPS for ${limit} min on duty`,
    explanation: {
      rule: TYPE,
      text: `${person} is on duty and gave neither a phone nor a GPS event for ${spanInWords(silence)} (${limit} min are allowed), while ${others} other ${others === 1 ? 'person' : 'people'} at the site did.`,
      values: [
        { name: 'inactive', value: Math.floor(silence / MINUTE), unit: 'min', limit },
        { name: 'others active', value: others },
      ],
      since: last,
      clears_when: `A phone or GPS event of ${person} is received, or ${person} signs out or is noted as absent.`,
    },
  };
}
