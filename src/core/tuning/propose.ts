import { ruleOf } from '#core/audit/registry.ts';
import { DEFAULT_THRESHOLD } from '#core/audit/signal-plan.ts';
import { type AuditConfig, OPTIONAL_RULES, type OptionalRule } from '#core/model/audit-config.ts';
import type { Disposition } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** A finding of one alarm (a type at a site, about a subject), as far as a proposal looks at it. */
export type PastFinding = {
  readonly disposition: Disposition | null;
  readonly condition_started_at: EpochMs;
  /** The last audit at which it was still true. */
  readonly last_seen_at: EpochMs;
  readonly cleared_at: EpochMs | null;
  readonly resolved_at: EpochMs | null;
  readonly reopened_at: EpochMs | null;
  /** The window under which it was raised, min; null: it has none. */
  readonly window_minutes: number | null;
};

/** A change of the site's `audit` block, as a trial takes it. */
export type ProposedChange = {
  readonly field: string;
  readonly value:
    | string
    | readonly string[]
    | { readonly min_count: number; readonly window_minutes: number };
};

/** What would make an alarm fit its site better, and what that would come to. */
export type Proposal = {
  readonly how: 'WINDOW' | 'RULE_OFF' | 'SENSITIVITY';
  readonly change: ProposedChange;
  /** Findings judged false that would not be raised; null: only a trial can tell. */
  readonly spared: number | null;
  readonly of_false: number;
  /** Findings judged true that would still be raised; null: only a trial can tell. */
  readonly kept: number | null;
  readonly of_true: number;
  /** How much later those judged true would be told, min. */
  readonly later_minutes: number;
  /** Judged findings of which nobody knows how long they were true. */
  readonly unknown: number;
};

/** Of fewer false ones nothing is proposed: a limit is not moved for one bad night. */
const FEWEST_FALSE = 3;
/** Fewer judged false, and no rule is switched off. */
const FEWEST_OFF = 10;
/** A window beyond a day hides a day without a sign of life. */
const LONGEST_WINDOW = 1_440;

/**
 * What the findings of one alarm say about its limit, computed from how long each was true.
 *
 * A signal that was low for a while without coming back is raised under a window that is d longer exactly if it was low until d after
 * its condition began: the newest of the events that would be enough does not change while a single one is (min_count 1). With more,
 * events may come in between: then what vanishes is certain, and what stays is not.
 */
export function propose(
  findingType: string,
  audit: Pick<AuditConfig, 'signal_thresholds' | 'sensitivity' | 'disabled_rules'>,
  past: readonly PastFinding[],
  others: { readonly judged_true: number; readonly judged_benign: number },
): Proposal | null {
  const wrong = past.filter(({ disposition }) => disposition === 'FALSE_POSITIVE');
  if (wrong.length < FEWEST_FALSE) return null;
  const right = past.filter(({ disposition }) => disposition === 'TRUE_POSITIVE');
  const signal = /^CRITICAL_SIGNAL_(.+)_LOW$/.exec(findingType)?.[1]?.toLowerCase();
  if (signal !== undefined) return longerWindow(signal, audit, wrong, right);
  const metric = /^ANOMALY_(.+)_(?:ABOVE|BELOW)$/.exec(findingType)?.[1]?.toLowerCase();
  if (metric !== undefined) return lessSensitive(metric, audit, wrong, right);
  return switchedOff(findingType, audit, wrong, right, others);
}

/** How long it was true after it began, in one go: `least` at least, `most` at most, ms. */
function lengthOf({ condition_started_at, last_seen_at, cleared_at, resolved_at, reopened_at }: PastFinding) {
  const seen = Math.max(0, last_seen_at - condition_started_at);
  // It was still true when a person resolved it: nobody looked any longer how long it went on.
  const isCut = resolved_at !== null && (cleared_at === null || cleared_at >= resolved_at);
  return { least: reopened_at === null ? seen : 0, most: isCut ? Number.POSITIVE_INFINITY : seen };
}

function longerWindow(
  signal: string,
  { signal_thresholds }: Pick<AuditConfig, 'signal_thresholds'>,
  allWrong: readonly PastFinding[],
  allRight: readonly PastFinding[],
): Proposal | null {
  const { min_count, window_minutes } = signal_thresholds[signal] ?? DEFAULT_THRESHOLD;
  // What was raised under another window says little about this one.
  const ofNow = (finding: PastFinding) => finding.window_minutes === window_minutes;
  const [wrong, right] = [allWrong.filter(ofNow), allRight.filter(ofNow)];
  if (wrong.length < FEWEST_FALSE) return null;
  const keep = Math.min(
    (LONGEST_WINDOW - window_minutes) * MINUTE,
    ...right.map((finding) => lengthOf(finding).least - MINUTE),
  );
  // A minute more than the longest of the false ones that go without a true one.
  const sparable = wrong.map((finding) => lengthOf(finding).most).filter((most) => most + MINUTE <= keep);
  if (sparable.length === 0) return null;
  const longer = Math.ceil(Math.max(...sparable) / MINUTE) + 1;
  if (longer * MINUTE > keep + MINUTE) return null;
  const spared = wrong.filter((finding) => lengthOf(finding).most < longer * MINUTE).length;
  const isCertain = min_count === 1;
  return {
    how: 'WINDOW',
    change: {
      field: `signal_thresholds.${signal}`,
      value: { min_count, window_minutes: window_minutes + longer },
    },
    ...{ spared, of_false: wrong.length },
    ...{ kept: isCertain || right.length === 0 ? right.length : null, of_true: right.length },
    later_minutes: right.length === 0 ? 0 : longer,
    unknown: wrong.filter((finding) => lengthOf(finding).most === Number.POSITIVE_INFINITY).length,
  };
}

const LOWER = { HIGH: 'MEDIUM', MEDIUM: 'LOW', LOW: null } as const;

function lessSensitive(
  metric: string,
  { sensitivity }: Pick<AuditConfig, 'sensitivity'>,
  wrong: readonly PastFinding[],
  right: readonly PastFinding[],
): Proposal | null {
  const lower = LOWER[sensitivity[metric] ?? sensitivity.default];
  if (lower === null || wrong.length <= right.length) return null;
  return {
    how: 'SENSITIVITY',
    change: { field: `sensitivity.${metric}`, value: lower },
    ...{ spared: null, of_false: wrong.length, kept: null, of_true: right.length },
    ...{ later_minutes: 0, unknown: wrong.length + right.length },
  };
}

/** A rule that was wrong each time at a site, about whatever subject. */
function switchedOff(
  findingType: string,
  { disabled_rules }: Pick<AuditConfig, 'disabled_rules'>,
  wrong: readonly PastFinding[],
  right: readonly PastFinding[],
  others: { readonly judged_true: number; readonly judged_benign: number },
): Proposal | null {
  const isOptional = (type: string): type is OptionalRule => OPTIONAL_RULES.some((each) => each === type);
  const rule = ruleOf(findingType)?.type;
  if (rule === undefined || !isOptional(rule) || wrong.length < FEWEST_OFF) return null;
  if (right.length > 0 || others.judged_true > 0 || others.judged_benign > 0) return null;
  return {
    how: 'RULE_OFF',
    change: { field: 'disabled_rules', value: [...disabled_rules, rule] },
    ...{ spared: wrong.length, of_false: wrong.length, kept: 0, of_true: 0 },
    ...{ later_minutes: 0, unknown: 0 },
  };
}
