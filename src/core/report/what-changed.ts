import { counted } from './blocks.ts';
import { type ScoredIndicator, typeText, valueText } from './indicator-words.ts';

/** Findings of one kind, in the span and in the one before. */
export type Tally = { readonly key: string; readonly now: number; readonly before: number };

export type ChangeFacts = {
  /** How the span before is called: `October 2026`. */
  readonly before_name: string;
  /** How long the span is beside the one before: of a running or a shorter month less than 1. */
  readonly share_of_before: number;
  readonly types: readonly Tally[];
  readonly sites: readonly Tally[];
  readonly now: readonly ScoredIndicator[];
  readonly before: readonly ScoredIndicator[];
  /** Breaches that maintenance held back in the span. */
  readonly suppressed: number;
};

/** Three plain sentences: how much happened and where that comes from, how it was answered, and how far the numbers can be trusted. */
export const whatChanged = (facts: ChangeFacts): readonly [string, string, string] => [
  howMuch(facts),
  howAnswered(facts),
  howReliable(facts),
];

const sum = (tallies: readonly Tally[], of: 'now' | 'before'): number =>
  tallies.reduce((total, tally) => total + tally[of], 0);

function howMuch({ types, sites, before_name, share_of_before }: ChangeFacts): string {
  const scaled = (tallies: readonly Tally[]) =>
    tallies.map((tally) => ({ ...tally, before: tally.before * share_of_before }));
  const [now, whole] = [sum(types, 'now'), sum(types, 'before')];
  const before = Math.round(whole * share_of_before);
  const raised = `${counted(now, 'finding')} ${now === 1 ? 'was' : 'were'} raised`;
  if (whole === 0) return `${raised}; ${before_name} had none to compare with.`;
  const then = share_of_before === 1 ? `in ${before_name}` : `in as many days of ${before_name}`;
  const change = now - before;
  if (!isMore(now, before)) return `${raised}, about as many as ${then} (${before}).`;
  const [type, site] = [most(scaled(types), change), most(scaled(sites), change)];
  const because = [
    type === null ? null : `${typeText(type.key)} (${signed(type)})`,
    site === null ? null : `site ${site.key} (${signed(site)})`,
  ].filter((part) => part !== null);
  const why = because.length === 0 ? '' : `; most of the difference is ${because.join(' and ')}`;
  return `${raised}, ${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than ${then} (${before})${why}.`;
}

/**
 * Whether two counts differ by more than chance: twice the standard deviation of the difference of two Poisson counts,
 * sqrt(a + b) (Przyborowski and Wilenski 1940, Biometrika 31, 313-323, in its normal form).
 */
const isMore = (a: number, b: number): boolean => Math.abs(a - b) > 2 * Math.sqrt(a + b);

/** What changed most in the same direction; null where nothing did. */
function most(tallies: readonly Tally[], change: number): Tally | null {
  const direction = Math.sign(change);
  const [first] = tallies.toSorted((a, b) => direction * (b.now - b.before - (a.now - a.before)));
  return first === undefined || direction * (first.now - first.before) <= 0 ? null : first;
}

function signed({ now, before }: Tally): string {
  const change = Math.round(now - before);
  return change > 0 ? `+${change}` : `−${Math.abs(change)}`;
}

function howAnswered({ now, before, before_name }: ChangeFacts): string {
  const of = (list: readonly ScoredIndicator[], name: string) => list.find((each) => each.name === name);
  const [time, sla] = [of(now, 'mttr_minutes'), of(now, 'sla_compliance_pct')];
  const [timeThen, slaThen] = [of(before, 'mttr_minutes'), of(before, 'sla_compliance_pct')];
  if (time === undefined || time.value === null) return 'None of them has been resolved yet.';
  const was = (then: ScoredIndicator | undefined) =>
    then === undefined || then.value === null ? '' : ` (${before_name}: ${valueText(then)})`;
  const resolved = `They were resolved after ${valueText(time)} on average${was(timeThen)}`;
  if (sla === undefined || sla.value === null) return `${resolved}.`;
  return `${resolved}, ${valueText(sla)} of them answered within the SLA of their runbook${was(slaThen)}${sureness(sla, slaThen)}.`;
}

/** Shares whose intervals overlap are not called better or worse. */
function sureness(now: ScoredIndicator, then: ScoredIndicator | undefined): string {
  if (then === undefined || now.low === null || now.high === null || then.low === null || then.high === null)
    return '';
  if (now.low > then.high) return ', which is better';
  if (now.high < then.low) return ', which is worse';
  return ', which is no real difference';
}

function howReliable({ now, suppressed }: ChangeFacts): string {
  const false_positives = now.find(({ name }) => name === 'false_positive_rate');
  const held = suppressed === 0 ? '' : ` Maintenance held back ${counted(suppressed, 'breach', 'breaches')}.`;
  if (false_positives === undefined || false_positives.value === null)
    return `Nobody has judged yet which of them were real.${held}`;
  const judged = counted(false_positives.n, 'judged finding');
  return `Of ${judged} ${valueText(false_positives)} were false positives.${held}`;
}
