import type { FindingEscalation, PassedOn } from '#core/model/escalation.ts';
import type { ChainStep, EscalationRole } from '#core/model/escalation-role.ts';
import { type Finding, isNeverSilenced } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { type EpochMs, MINUTE, toIso } from '#core/model/time.ts';
import type { Zone } from '#core/schedule/local-time.ts';
import { quietUntil } from '#core/schedule/quiet-hours.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';

/** When a finding that nobody acknowledges goes to whom: the runbook's time and role, and what is set up for that role. */
export type EscalationPlan = {
  /** The runbook's. */
  readonly minutes: number;
  /** The runbook's role first, each role once. */
  readonly chain: readonly ChainStep[];
  readonly again_minutes: number | null;
  /** When the quiet hours of a role that run at an instant end; null: none run. */
  readonly quietUntil: (role: string, at: EpochMs) => EpochMs | null;
};

export function planOf(
  { escalation_sla_minutes, escalate_to_role }: Pick<Runbook, 'escalation_sla_minutes' | 'escalate_to_role'>,
  roles: readonly EscalationRole[],
  zone: Zone,
): EscalationPlan {
  const of = (role: string) => roles.find((each) => each.role === role);
  const own = of(escalate_to_role);
  return {
    minutes: escalation_sla_minutes,
    chain: [{ role: escalate_to_role, after_minutes: 0 }, ...(own?.chain ?? [])],
    again_minutes: own?.again_minutes ?? null,
    quietUntil: (role, at) => quietUntil(of(role)?.quiet_hours ?? [], zone, at),
  };
}

/** NEXT: the next role of the chain. WAITED: a role whose quiet hours end. AGAIN: whoever was told last. */
export type DueTelling = {
  readonly kind: 'NEXT' | 'WAITED' | 'AGAIN';
  readonly role: string;
  readonly at: EpochMs;
  /** The instant from which its minutes count. */
  readonly from: EpochMs;
};

/** Who is told next and when, as things stand; null: nobody. */
export function nextTelling(finding: Finding, plan: EscalationPlan | null): DueTelling | null {
  if (plan === null || !isWaitedFor(finding)) return null;
  const state = stateOf(finding);
  // Of what falls due together the chain comes first: whoever is told by it is the last who was told.
  return [nextOfChain(state, plan), waiting(state, plan), again(state, plan)].reduce(
    (first, each) => (each !== null && (first === null || each.at < first.at) ? each : first),
    null,
  );
}

/** The step that has fallen due at `at`, or null. Each role is told once, and again only after the time for that. */
export function tellDue(finding: Finding, plan: EscalationPlan | null, at: EpochMs): Step | null {
  const due = nextTelling(finding, plan);
  if (plan === null || due === null || due.at > at) return null;
  const until = isNeverSilenced(finding.finding_type) ? null : plan.quietUntil(due.role, at);
  return until === null ? tell(finding, due, at, tellsWhy(due)) : keepWaiting(finding, due, at, until);
}

/** What the timer does next, now and by a person's will: whose quiet hours it is, is told all the same. null: everybody knows. */
export function tellNow(finding: Finding, plan: EscalationPlan, at: EpochMs, reason: string): Step | null {
  const { passed } = stateOf(finding);
  const isNew = ({ role }: ChainStep) => !passed.some((each) => each.role === role);
  const role = plan.chain.find(isNew)?.role ?? passed.find(({ waits_until }) => waits_until !== null)?.role;
  return role === undefined ? null : tell(finding, { kind: 'NEXT', role, at, from: at }, at, `: ${reason}`);
}

/** What begins anew when nobody has a finding any more that somebody had acknowledged; `since`: from when the minutes count. */
export const anotherRound = (finding: Finding, since: EpochMs): Pick<Finding, 'escalation'> => ({
  escalation: { round: stateOf(finding).round + 1, since, passed: [], told: null },
});

/** What stood still under a parent, on a shelf or while it was clear counts anew: it goes on along the chain, but nobody is told at once. */
export const countedAnew = (finding: Finding, at: EpochMs): Pick<Finding, 'escalation'> => ({
  escalation: { ...stateOf(finding), since: at },
});

/** The minutes that it was clear do not count, those before do: what comes and goes is passed on all the same. */
export const countedOn = (finding: Finding, clearedAt: EpochMs, at: EpochMs): Pick<Finding, 'escalation'> => {
  const state = stateOf(finding);
  return { escalation: { ...state, since: countedFrom(state) + Math.max(0, at - clearedAt) } };
};

/** From when the minutes until the next role count: since another was told, or since it needs somebody again. */
const countedFrom = ({ passed, since }: FindingEscalation): EpochMs =>
  Math.max(since, passed.at(-1)?.at ?? since);

const stateOf = ({ escalation, detected_at }: Finding): FindingEscalation =>
  escalation ?? { round: 1, since: detected_at, passed: [], told: null };

/** Only what is true, stands for itself and is in nobody's hands is passed on. */
const isWaitedFor = ({ status, condition, parent_id, shelved_until }: Finding): boolean =>
  status === 'NEW' && condition === 'ACTIVE' && parent_id === null && shelved_until === null;

/** Counted from when the role before it was passed, and not from the beginning: after a sleep nobody is passed over. */
function nextOfChain(state: FindingEscalation, { chain, minutes }: EscalationPlan) {
  const { passed } = state;
  const index = chain.findIndex(({ role }) => !passed.some((each) => each.role === role));
  const next = chain[index];
  if (next === undefined) return null;
  const from = countedFrom(state);
  const gap = passed.length === 0 ? minutes : next.after_minutes - (chain[index - 1]?.after_minutes ?? 0);
  return { kind: 'NEXT', role: next.role, at: from + gap * MINUTE, from } as const;
}

function waiting({ passed, since }: FindingEscalation, { minutes }: EscalationPlan): DueTelling | null {
  const waits = passed.flatMap(({ role, waits_until, at: from }) => {
    if (waits_until === null) return [];
    const anew = since > from ? since + minutes * MINUTE : waits_until;
    return [{ kind: 'WAITED', role, at: Math.max(waits_until, anew), from } as const];
  });
  return waits.sort((a, b) => a.at - b.at)[0] ?? null;
}

function again(
  { passed, told, since }: FindingEscalation,
  { again_minutes }: EscalationPlan,
): DueTelling | null {
  if (told === null || again_minutes === null) return null;
  // It is told when its quiet hours end: that is the next time.
  if (passed.some(({ role, waits_until }) => role === told.role && waits_until !== null)) return null;
  const from = Math.max(told.at, since);
  return { kind: 'AGAIN', role: told.role, at: from + again_minutes * MINUTE, from };
}

const tellsWhy = ({ kind }: DueTelling): string => (kind === 'WAITED' ? ', after its quiet hours' : '');

function tell(finding: Finding, { kind, role, at: due_at }: DueTelling, at: EpochMs, why: string): Step {
  const state = stateOf(finding);
  const before = state.passed.find((each) => each.role === role);
  const times = (before?.times ?? 0) + 1;
  const passed = withPassed(state.passed, { role, at: before?.at ?? at, times, waits_until: null });
  const change = {
    escalated_at: finding.escalated_at ?? at,
    escalation: { ...state, passed, told: { role, at } },
  };
  return changed(finding, change, kind === 'AGAIN' ? 'escalated_again' : 'escalated', {
    notify: true,
    detail: `to ${role}${why}`,
    telling: { finding_id: finding.id, round: state.round, role, times, due_at, at },
  });
}

function keepWaiting(finding: Finding, { role }: DueTelling, at: EpochMs, waits_until: EpochMs): Step {
  const state = stateOf(finding);
  const before = state.passed.find((each) => each.role === role);
  const waits: PassedOn = { role, at: before?.at ?? at, times: before?.times ?? 0, waits_until };
  const change = {
    escalated_at: finding.escalated_at ?? at,
    escalation: { ...state, passed: withPassed(state.passed, waits) },
  };
  return changed(finding, change, 'escalation_waits', {
    // On the desk it counts as passed on from now: there nobody has quiet hours.
    notify: state.passed.length === 0,
    detail: `${role} has quiet hours until ${toIso(waits_until)}`,
  });
}

const withPassed = (passed: readonly PassedOn[], one: PassedOn): readonly PassedOn[] =>
  passed.some(({ role }) => role === one.role)
    ? passed.map((each) => (each.role === one.role ? one : each))
    : [...passed, one];
