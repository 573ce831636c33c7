import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Fix } from '../fixes.ts';
import { onDutySince } from '../on-duty.ts';
import { BEYOND_FENCE, leftAt, stillOutsideAt, type Whereabouts, whereabouts } from '../outside.ts';
import type { Breach, Rule, Settled, Verdict } from '../rule.ts';
import { CLEAN } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { spanInWords } from '../words.ts';

const BREACH = 'GEOFENCE_BREACH';
const OUT = 'GUARD_OUT_OF_SITE';
/** How long a person may be outside before the site counts as left. */
export const OUT_LIMIT = 15 * MINUTE;

type Outside = Extract<Whereabouts, { kind: 'outside' }>;

/**
 * Somebody on duty is outside the fence: three fixes in a row over two minutes, each by more than its accuracy and 20 m.
 *
 * The two rules do not take turns: GEOFENCE_BREACH holds from the third fix until the person is back, GUARD_OUT_OF_SITE
 * joins it with the first fix outside at or after 15 minutes. Both have the subject `person:P`, so that one departure is at
 * most one finding of each, and both end together: after two audits that see the person inside, or with the duty. While
 * nothing is heard, neither gets better nor worse.
 */
const outOfSite = (
  type: string,
  severity: 'MEDIUM' | 'HIGH',
  startOf: (fixes: readonly Fix[]) => EpochMs | null,
): Rule => ({
  type,
  category: () => 'SECURITY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['duty', 'fixes'],
  owns: (findingType) => findingType === type,
  evaluate(snapshot, _audit, now) {
    if (snapshot.site.geofence === null) return CLEAN;
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const unknown: { finding_type: string; subject: string }[] = [];
    for (const person of peopleOf(snapshot)) {
      const subject = `person:${person}`;
      const seen = lookFor(snapshot, person, now);
      const startedAt = seen.kind === 'outside' ? startOf(seen.fixes) : null;
      if (seen.kind === 'off duty') settled.push({ finding_type: type, subject, reason: 'off duty' });
      else if (seen.kind === 'outside' && startedAt !== null) {
        breaches.push({
          ...breachOf(type, person, seen, now),
          finding_type: type,
          severity,
          condition_started_at: startedAt,
        });
      } else if (seen.kind !== 'inside') unknown.push({ finding_type: type, subject });
    }
    return { breaches, settled, unknown } satisfies Verdict;
  },
});

/** Fires while somebody on duty is outside the fence by three fixes in a row over two minutes. */
export const geofenceBreach: Rule = outOfSite(BREACH, 'MEDIUM', leftAt);

/** Fires when that person is still outside after 15 minutes. */
export const guardOutOfSite: Rule = outOfSite(OUT, 'HIGH', (fixes) => stillOutsideAt(fixes, OUT_LIMIT));

/** Who was heard of, and whose finding is open. */
const peopleOf = ({ fixes, open_subjects }: SiteSnapshot): ReadonlySet<string> =>
  new Set([...fixes.keys(), ...open_subjects.map((subject) => subject.replace('person:', ''))]);

/** Only fixes since the person came on duty, and since the site was first audited, count. */
function lookFor(
  snapshot: SiteSnapshot,
  person: string,
  now: EpochMs,
): Whereabouts | { readonly kind: 'off duty' } {
  const since = onDutySince(snapshot, person, now);
  if (since === null) return { kind: 'off duty' };
  const from = Math.max(since, snapshot.first_slot ?? now);
  return whereabouts(snapshot.site, snapshot.fixes.get(person) ?? [], from, now);
}

function breachOf(
  type: string,
  person: string,
  { fixes, metres }: Outside,
  now: EpochMs,
): Omit<Breach, 'finding_type' | 'severity' | 'condition_started_at'> {
  const since = fixes[0]?.ts ?? now;
  const accuracy = fixes.at(-1)?.accuracy ?? null;
  return {
    subject: `person:${person}`,
    title: `${person} outside the site`,
    message: `${metres} m beyond the fence for ${spanInWords(now - since)}`,
    explanation: {
      rule: type,
      text: `${person} is on duty and was outside in ${fixes.length} fixes in a row, for ${spanInWords(now - since)}; the last one was ${metres} m beyond the fence.`,
      values: [
        { name: 'beyond the fence', value: metres, unit: 'm', limit: BEYOND_FENCE },
        { name: 'accuracy of the last fix', value: accuracy, unit: 'm' },
        { name: 'fixes outside in a row', value: fixes.length, limit: 3 },
        {
          name: 'outside for',
          value: Math.floor((now - since) / MINUTE),
          unit: 'min',
          limit: OUT_LIMIT / MINUTE,
        },
      ],
      since,
      clears_when: `Two audits in a row see ${person} within ${BEYOND_FENCE} m of the fence, or ${person} signs out.`,
    },
  };
}
