import { heardSince } from './outages.ts';
import type { Rule, Verdict } from './rule.ts';
import type { SiteSnapshot } from './snapshot.ts';

type Named = { readonly finding_type: string; readonly subject: string };

/**
 * The verdict of a rule that infers from absence, where a source is out now: it neither raises nor clears what it could not
 * hear. What was heard all the same settles. `known`: the rule's open and closed keys at the site.
 */
export function withheld(
  verdict: Verdict,
  { absence }: Pick<Rule, 'absence'>,
  snapshot: Pick<SiteSnapshot, 'outages' | 'signals'>,
  known: readonly Named[],
): Verdict {
  if (absence === undefined || verdict.unknown === 'all') return verdict;
  const isOut = ({ finding_type }: Named): boolean =>
    heardSince(snapshot, absence(finding_type, snapshot.signals.streamOf)) === Number.POSITIVE_INFINITY;
  const settled = new Set(verdict.settled.map(({ subject }) => subject));
  const unheard = [
    ...verdict.breaches.filter(isOut),
    ...known.filter((key) => !settled.has(key.subject) && isOut(key)),
  ];
  if (unheard.length === 0) return verdict;
  return {
    breaches: verdict.breaches.filter((breach) => !isOut(breach)),
    settled: verdict.settled,
    unknown: [...verdict.unknown, ...unheard],
  };
}
