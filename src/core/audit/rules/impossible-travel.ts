import { metresBetween } from '#core/geo/distance.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, SECOND, toIso } from '#core/model/time.ts';
import { dateOfDay } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import type { Fix } from '../fixes.ts';
import { onDutySince } from '../on-duty.ts';
import type { Breach, Rule } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';

const TYPE = 'IMPOSSIBLE_TRAVEL';
/** Faster than this nobody gets from one fix to the next. Kilometres per hour. */
export const FASTEST = 200;
/** A fix is accurate up to this. Metres. */
export const ACCURATE = 50;
/** A jump that is shorter than this, both accuracies taken off, may be an echo of the signal. Metres. */
export const SHORTEST_JUMP = 500;

/** What cannot be true of one fix. */
type Oddity = {
  readonly at: EpochMs;
  readonly made_up: boolean;
  readonly metres: number;
  readonly seconds: number;
};

/**
 * A one-off fact: two accurate fixes in a row of somebody on duty lie so far apart that it needs over 200 km/h, or the phone
 * says that a position was made up. Told once per person and local day, whose first such fix it names: a made-up position
 * comes with every fix, and who jumps away jumps back.
 */
export const impossibleTravel: Rule = {
  type: TYPE,
  category: () => 'SECURITY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  fact: true,
  needs: ['duty', 'fixes'],
  owns: (findingType) => findingType === TYPE,
  evaluate(snapshot, _audit, now) {
    const breaches = new Map<string, Breach>();
    for (const [person, fixes] of snapshot.fixes) {
      for (const oddity of odditiesOf(fixes)) {
        if (oddity.at > now || !isWatched(snapshot, person, oddity.at)) continue;
        const subject = `person:${person}@${localDateOf(snapshot, oddity.at)}`;
        if (!breaches.has(subject)) breaches.set(subject, breachOf(person, subject, oddity));
      }
    }
    return { breaches: [...breaches.values()], settled: [], unknown: 'all' };
  },
};

/** Where people go when they are off duty is nobody's business. A person of whom nobody knows any duty counts as on duty. */
function isWatched(snapshot: SiteSnapshot, person: string, at: EpochMs): boolean {
  if (snapshot.first_slot === null || at < snapshot.first_slot) return false;
  const { site, duty } = snapshot;
  const isUnplanned = !duty.has(person) && site.shifts.every((shift) => shift.person !== person);
  return isUnplanned || onDutySince(snapshot, person, at) !== null;
}

const localDateOf = ({ site }: SiteSnapshot, at: EpochMs): string =>
  dateOfDay(zoneOf(site.timezone).dayAt(at));

function odditiesOf(fixes: readonly Fix[]): readonly Oddity[] {
  const oddities: Oddity[] = [];
  let previous: Fix | null = null;
  for (const fix of fixes) {
    const jump = previous === null ? null : jumpBetween(previous, fix);
    if (fix.mock) oddities.push({ at: fix.ts, made_up: true, metres: 0, seconds: 0 });
    else if (jump !== null) oddities.push({ at: fix.ts, made_up: false, ...jump });
    if (isAccurate(fix)) previous = fix;
  }
  return oddities;
}

const isAccurate = ({ accuracy, mock }: Fix): boolean => !mock && accuracy !== null && accuracy <= ACCURATE;

/** How far two accurate fixes lie apart when nobody can have gone it; null otherwise. */
function jumpBetween(from: Fix, to: Fix): { readonly metres: number; readonly seconds: number } | null {
  if (!isAccurate(to)) return null;
  const metres = metresBetween(from, to) - (from.accuracy ?? 0) - (to.accuracy ?? 0);
  const reachable = (FASTEST * 1_000 * (to.ts - from.ts)) / HOUR;
  if (metres < SHORTEST_JUMP || metres <= reachable) return null;
  return { metres: Math.round(metres), seconds: Math.round((to.ts - from.ts) / SECOND) };
}

function breachOf(person: string, subject: string, { at, made_up, metres, seconds }: Oddity): Breach {
  const kilometres = (metres / 1_000).toFixed(1);
  const speed = seconds === 0 ? null : Math.round((metres * 3.6) / seconds);
  return {
    finding_type: TYPE,
    subject,
    severity: 'MEDIUM',
    condition_started_at: at,
    title: 'Impossible travel',
    message: made_up ? `${person}: made-up position` : `${person}: ${kilometres} km in ${seconds} s`,
    explanation: {
      rule: TYPE,
      text: made_up
        ? `The phone of ${person} said that a position was made up.`
        : `Two accurate fixes of ${person} in a row lie at least ${kilometres} km and ${seconds} s apart; nobody gets so far at ${FASTEST} km/h.`,
      values: [
        { name: 'time of the fix', value: toIso(at) },
        ...(made_up
          ? []
          : [
              { name: 'distance, accuracy taken off', value: metres, unit: 'm' },
              { name: 'time between the fixes', value: seconds, unit: 's' },
              { name: 'speed', value: speed, unit: 'km/h', limit: FASTEST },
            ]),
      ],
      since: at,
      clears_when: 'It is a fact and does not clear; a person resolves it.',
    },
  };
}
