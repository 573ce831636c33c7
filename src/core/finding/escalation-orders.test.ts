import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import type { Finding } from '#core/model/finding.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { escalateNow } from './desk.ts';
import { type EscalationPlan, planOf } from './escalation.ts';
import { advance, FLAP_WITHIN } from './lifecycle.ts';
import { adopt, release } from './parents.ts';
import type { Step } from './step.ts';
import { acknowledge, elapse, shelve, unshelve } from './workflow.ts';

const T0 = Date.parse('2026-01-05T12:00:00Z');
const ada = { name: 'local:ada', verified: false };
const system = { name: 'system', verified: true };
const RUNBOOK = { escalation_sla_minutes: 10, escalate_to_role: 'supervisor' };
/** The chain: how many minutes each role is told after the one before it. */
const GAPS = [
  ['supervisor', 0],
  ['area manager', 15],
  ['director', 30],
] as const;
const night = [{ days: WEEKDAYS, start: '22:00', end: '06:00' }];
const isNight = (at: EpochMs): boolean => new Date(at).getUTCHours() >= 22 || new Date(at).getUTCHours() < 6;

const PARENT = findingWith({ id: 'F-0', severity: 'HIGH' });

type Case = {
  readonly again: number | null;
  readonly quiet: readonly string[];
  readonly finding_type: string;
};
type Result = Step | { readonly refused: string };

/** Watches a finding and works out by itself who is to be told, from what was done and not from what the finding says of itself. */
class Witness {
  finding: Finding;
  now: EpochMs = T0;
  told = 0;
  readonly #case: Case;
  readonly #seen = new Set<string>();
  #since = T0;
  #passedAt = T0;
  #reached: readonly string[] = [];
  #last: { readonly role: string; readonly at: EpochMs } | null = null;

  constructor(given: Case) {
    this.#case = given;
    const { finding_type } = given;
    this.finding = findingWith({
      id: 'F-1',
      severity: 'HIGH',
      finding_type,
      detected_at: T0,
      last_seen_at: T0,
    });
  }

  #isQuiet(role: string): boolean {
    const { finding_type, quiet } = this.#case;
    return finding_type !== 'DURESS' && quiet.includes(role) && isNight(this.now);
  }

  /** Takes what was done, and holds every telling against what is allowed. */
  take(result: Result, byHand = false): void {
    if ('refused' in result || result.next === null) return;
    const { telling, reason, next } = result;
    const before = this.finding;
    this.finding = next;
    if (before.status === 'ACKNOWLEDGED' && next.status === 'NEW') {
      this.#since = reason === 'ack_lapsed' ? (before.acknowledged_at ?? this.now) : this.now;
      [this.#reached, this.#last] = [[], null];
    }
    if (['shelf_lapsed', 'unshelved', 'released'].includes(reason)) this.#since = this.now;
    if (reason === 'reopened' && before.status === 'NEW') this.#countOn(before.cleared_at ?? this.now);
    const waits = reason === 'escalation_waits' ? next.escalation?.passed.at(-1)?.role : undefined;
    const role = telling?.role ?? waits;
    if (telling !== undefined) {
      this.told += 1;
      const key = `${telling.round} ${telling.role} ${telling.times}`;
      expect(this.#seen.has(key)).toBe(false);
      this.#seen.add(key);
      if (!byHand) this.#judge(before, telling.role, reason);
      this.#last = { role: telling.role, at: this.now };
    }
    if (role === undefined || this.#reached.includes(role)) return;
    [this.#reached, this.#passedAt] = [[...this.#reached, role], this.now];
  }

  /** Raised again at once the minutes go on where they stood; later they begin anew. */
  #countOn(clearedAt: EpochMs): void {
    const away = this.now - clearedAt;
    this.#since = away > FLAP_WITHIN ? this.now : Math.max(this.#since, this.#passedLast()) + away;
  }

  #passedLast(): EpochMs {
    return this.#reached.length === 0 ? this.#since : this.#passedAt;
  }

  #judge(before: Finding, role: string, reason: Step['reason']): void {
    const { again } = this.#case;
    const { status, condition, shelved_until, parent_id } = before;
    expect([status, condition, shelved_until, parent_id]).toEqual(['NEW', 'ACTIVE', null, null]);
    expect(this.#isQuiet(role)).toBe(false);
    if (reason === 'escalated_again') {
      expect(this.#last?.role).toBe(role);
      expect(this.now - (this.#last?.at ?? this.now)).toBeGreaterThanOrEqual((again ?? 1e9) * MINUTE);
    } else if (!this.#reached.includes(role)) expect(this.now).toBeGreaterThanOrEqual(this.#nextDue());
  }

  /** When the next role of the chain is due; Infinity when there is none. */
  #nextDue(): EpochMs {
    const gap = GAPS[this.#reached.length]?.[1];
    if (gap === undefined) return Number.POSITIVE_INFINITY;
    const minutes = this.#reached.length === 0 ? 10 : gap;
    return Math.max(this.#since, this.#passedLast()) + minutes * MINUTE;
  }

  /** Whoever is due was told at this look. */
  missNobody(): void {
    const { status, condition, shelved_until, parent_id, escalation } = this.finding;
    if (status !== 'NEW' || condition !== 'ACTIVE' || shelved_until !== null || parent_id !== null) return;
    expect(this.now).toBeLessThan(this.#nextDue());
    const waiting = (escalation?.passed ?? []).filter(({ waits_until }) => waits_until !== null);
    const isAnew = this.now < this.#since + 10 * MINUTE;
    for (const { role } of waiting) expect(this.#isQuiet(role) || isAnew).toBe(true);
    const { again } = this.#case;
    const last = this.#last;
    if (again === null || last === null || waiting.some(({ role }) => role === last.role)) return;
    expect(this.now).toBeLessThan(Math.max(last.at, this.#since) + again * MINUTE);
  }
}

function act(what: string, witness: Witness, plan: EscalationPlan): void {
  const { finding, now } = witness;
  const breach = (severity: Finding['severity']) =>
    advance(finding, { kind: 'breach', cadence: 'HEARTBEAT', observation: { ...finding, severity } }, now);
  if (what === 'acknowledge') witness.take(acknowledge(finding, ada, now, null));
  if (what === 'clear') witness.take(advance(finding, { kind: 'settled', why: 'x' }, now));
  if (what === 'breach') witness.take(breach(finding.severity));
  if (what === 'worse') witness.take(breach('CRITICAL'));
  if (what === 'shelve') witness.take(shelve(finding, ada, now, 60, 'x'));
  if (what === 'unshelve') witness.take(unshelve(finding, now));
  if (what === 'adopt') witness.take(adopt(finding, PARENT));
  if (what === 'release' && finding.parent_id !== null) witness.take(release(finding, now));
  if (what === 'escalate') witness.take(escalateNow(finding, plan, now, 'x'), true);
  if (what === 'restart') witness.finding = JSON.parse(JSON.stringify(finding));
  const due = () => elapse(witness.finding, plan, system, now);
  for (let next = due(); next !== null; next = due()) witness.take(next);
  witness.missNobody();
}

/** RELIABILITY G4 and DETECTION B: whatever people, time and the end of the program do, in any order. */
it('tells in no order of events a role twice, too early or in its quiet hours, and forgets none', () => {
  const often = fc.constant('wait');
  const rarely = fc.constantFrom(
    ...[
      'acknowledge',
      'clear',
      'breach',
      'worse',
      'shelve',
      'unshelve',
      'escalate',
      'restart',
      'adopt',
      'release',
    ],
  );
  const step = fc.record({
    what: fc.oneof({ weight: 4, arbitrary: often }, { weight: 1, arbitrary: rarely }),
    minutes: fc.constantFrom(0, 1, 5, 10, 16, 31, 200, 700),
  });
  const given = fc.record({
    again: fc.constantFrom(null, 7, 20),
    quiet: fc.subarray(GAPS.map(([role]) => role)),
    finding_type: fc.constantFrom('X', 'X', 'DURESS'),
  });
  let told = 0;
  const play = (steps: readonly { readonly what: string; readonly minutes: number }[], one: Case) => {
    const chain = [
      { role: 'area manager', after_minutes: 15 },
      { role: 'director', after_minutes: 45 },
    ];
    const roles = GAPS.map(([role]) => ({
      ...{ role, again_minutes: one.again, quiet_hours: one.quiet.includes(role) ? night : [] },
      chain: role === 'supervisor' ? chain : [],
    }));
    const plan = planOf(RUNBOOK, roles, zoneOf('UTC'));
    const witness = new Witness(one);
    for (const { what, minutes } of steps) {
      witness.now += minutes * MINUTE;
      act(what, witness, plan);
    }
    told += witness.told;
  };
  const steps = fc.array(step, { minLength: 5, maxLength: 40, size: 'max' });
  fc.assert(fc.property(steps, given, play), { numRuns: 2_000 });
  expect(told).toBeGreaterThan(5_000); // it really told
});
