import { describe, expect, it } from 'vitest';
import type { Finding } from '#core/model/finding.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { planOf } from './escalation.ts';
import { advance, calledAgain } from './lifecycle.ts';
import { open } from './open.ts';
import { acknowledge, elapse, nextElapse, resolve, shelve } from './workflow.ts';

const T0 = Date.parse('2026-01-05T02:00:00Z');
const ada = { name: 'local:ada', verified: false };
const SUPERVISOR = planOf({ escalation_sla_minutes: 15, escalate_to_role: 'supervisor' }, [], zoneOf('UTC'));
const system = { name: 'system', verified: true };
const explanation = { rule: 'X', text: 'Because.', values: [], since: null, clears_when: 'It stops.' };
const breach = {
  finding_type: 'TOUR_OVERDUE',
  subject: 's',
  severity: 'HIGH' as const,
  condition_started_at: T0 - MINUTE,
  title: 'Late',
  message: 'It is late',
  explanation,
};
const place = {
  scope: 'site' as const,
  scope_key: 'RB-01',
  tenant: 'ACME',
  client: 'RB',
  site: 'RB-01',
  category: 'SECURITY' as const,
  cadence: 'COMPREHENSIVE' as const,
  runbook: null,
  sla_minutes: null,
  config_version: 1,
  detected_at: T0,
  same: 0,
  fact: false,
  delivered_late: false,
};
const opened = (over: Partial<Finding> = {}): Finding => {
  const { next } = open(breach, place);
  if (next === null) throw new Error('nothing was opened');
  return { ...next, ...over };
};
const sight = { kind: 'breach' as const, observation: breach, cadence: 'COMPREHENSIVE' as const };

describe('the life of a finding', () => {
  it('begins new, active, once seen, with an id that its key and start decide', () => {
    expect(opened()).toMatchObject({ status: 'NEW', condition: 'ACTIVE', occurrences: 1, id: opened().id });
    expect(opened().id).toMatch(/^F-[A-Z2-7]{12}$/);
    expect(open(breach, { ...place, same: 1 }).next?.id).not.toBe(opened().id);
    expect(open({ ...breach, condition_started_at: T0 }, place).next?.id).not.toBe(opened().id);
  });

  it('does not change by an audit as of an instant before what is known', () => {
    const seen = opened({ last_seen_at: T0 + HOUR });
    const cleared = opened({ condition: 'CLEARED', cleared_at: T0 + HOUR });
    const graver = { ...sight, observation: { ...breach, severity: 'CRITICAL' as const } };
    for (const said of [graver, { kind: 'clean' as const }, { kind: 'settled' as const, why: 'done' }])
      expect(advance(seen, said, T0 + MINUTE).next).toBe(seen);
    expect(advance(cleared, sight, T0 + MINUTE).next).toBe(cleared);
  });

  it('counts being seen again without telling anybody, and the same instant only once', () => {
    const step = advance(opened(), sight, T0 + MINUTE);
    expect(step).toMatchObject({
      reason: 'seen_again',
      notify: false,
      recorded: false,
      next: { occurrences: 2, last_seen_at: T0 + MINUTE },
    });
    const finding = opened();
    expect(advance(finding, sight, T0).next).toBe(finding);
  });

  it('tells people when it got worse, and ends an acknowledgement', () => {
    const acked = opened({ status: 'ACKNOWLEDGED', acknowledged_by: 'local:ada' });
    const worse = { ...sight, observation: { ...breach, severity: 'CRITICAL' as const } };
    expect(advance(acked, worse, T0 + MINUTE)).toMatchObject({
      reason: 'severity_raised',
      notify: true,
      next: { status: 'NEW', severity: 'CRITICAL' },
    });
    const milder = { ...sight, observation: { ...breach, severity: 'LOW' as const } };
    expect(advance(acked, milder, T0 + MINUTE)).toMatchObject({
      reason: 'seen_again',
      next: { severity: 'HIGH', status: 'ACKNOWLEDGED' },
    });
  });

  it('clears after two clean audits in a row, or at once by the explicit opposite', () => {
    const once = advance(opened(), { kind: 'clean' }, T0 + MINUTE).next as Finding;
    expect(once).toMatchObject({ condition: 'ACTIVE', clean_audits: 1 });
    const breached = advance(once, sight, T0 + 2 * MINUTE).next as Finding;
    expect(breached.clean_audits).toBe(0);
    expect(advance(once, { kind: 'clean' }, T0 + 2 * MINUTE)).toMatchObject({
      reason: 'cleared',
      next: { condition: 'CLEARED', status: 'NEW', cleared_at: T0 + 2 * MINUTE },
    });
    expect(advance(opened(), { kind: 'settled', why: 'tour completed' }, T0)).toMatchObject({
      reason: 'settled',
      detail: 'tour completed',
      next: { condition: 'CLEARED' },
    });
  });

  it('reopens as itself; within 30 minutes that is a flap, and three flaps in an hour are chattering and say no more', () => {
    let finding = opened();
    const reasons: [string, boolean][] = [];
    for (let i = 1; i <= 3; i++) {
      finding = advance(finding, { kind: 'settled', why: '' }, T0 + i * 10 * MINUTE).next as Finding;
      const step = advance(finding, sight, T0 + (i * 10 + 5) * MINUTE);
      reasons.push([step.reason, step.notify]);
      finding = step.next as Finding;
    }
    expect(reasons).toEqual([
      ['reopened', true],
      ['reopened', true],
      ['reopened', false],
    ]);
    expect(finding).toMatchObject({ chattering: true, id: opened().id });
    const later = advance(opened({ condition: 'CLEARED', cleared_at: T0 }), sight, T0 + 31 * MINUTE);
    expect(later).toMatchObject({ reason: 'reopened', next: { flaps: [], condition: 'ACTIVE' } });
  });

  it('hears a second call for help, which ends the acknowledgement', () => {
    expect(calledAgain(opened({ status: 'ACKNOWLEDGED' }), T0 + 1)).toMatchObject({
      notify: true,
      next: { status: 'NEW', occurrences: 2 },
    });
  });
});

describe('what people do with a finding', () => {
  it('lends an acknowledgement for a time that the severity decides, while it is active', () => {
    const acked = acknowledge(opened(), ada, T0, null);
    expect(acked).toMatchObject({
      reason: 'acknowledged',
      next: { ack_until: T0 + 30 * MINUTE, acknowledged_by: 'local:ada' },
    });
    const finding = opened({
      status: 'ACKNOWLEDGED',
      ack_until: T0 + 30 * MINUTE,
      acknowledged_by: 'local:ada',
    });
    expect(nextElapse(finding, null)).toBe(T0 + 30 * MINUTE);
    expect(elapse(finding, null, system, T0 + 30 * MINUTE - 1)).toBeNull();
    expect(elapse(finding, null, system, T0 + 30 * MINUTE)).toMatchObject({
      reason: 'ack_lapsed',
      notify: true,
      next: { status: 'NEW' },
    });
    expect(nextElapse({ ...finding, condition: 'CLEARED', cleared_at: T0 }, null)).toBeNull();
  });

  it('tidies away after 8 hours what is cleared and acknowledged, but nothing grave', () => {
    const done = opened({
      status: 'ACKNOWLEDGED',
      condition: 'CLEARED',
      severity: 'MEDIUM',
      acknowledged_at: T0,
      cleared_at: T0 + HOUR,
    });
    expect(elapse(done, null, system, T0 + 9 * HOUR)).toMatchObject({
      reason: 'resolved_undetermined',
      next: { status: 'RESOLVED', disposition: 'UNDETERMINED', resolved_by: 'system' },
    });
    expect(nextElapse({ ...done, severity: 'HIGH' }, null)).toBeNull();
  });

  it('keeps who acknowledged it first, and when, though that lapses and somebody else comes', () => {
    const bob = { name: 'local:bob', verified: false };
    const stepped = (step: ReturnType<typeof acknowledge> | null): Finding => {
      if (step === null || 'refused' in step || step.next === null) throw new Error('nothing was done');
      return step.next;
    };
    const lapsed = stepped(elapse(stepped(acknowledge(opened(), ada, T0, null)), null, system, T0 + HOUR));
    expect(lapsed.acknowledged_by).toBeNull();
    expect(stepped(acknowledge(lapsed, bob, T0 + 2 * HOUR, null))).toMatchObject({
      acknowledged_by: bob.name,
      acknowledged_at: T0 + 2 * HOUR,
      first_acknowledged_by: ada.name,
      first_acknowledged_at: T0,
    });
  });

  it('escalates once when nobody has acknowledged it in its time', () => {
    expect(nextElapse(opened(), SUPERVISOR)).toBe(T0 + 15 * MINUTE);
    const step = elapse(opened(), SUPERVISOR, system, T0 + 15 * MINUTE);
    expect(step).toMatchObject({
      reason: 'escalated',
      detail: 'to supervisor',
      notify: true,
      next: { escalated_at: T0 + 15 * MINUTE },
    });
    expect(elapse(step?.next as Finding, SUPERVISOR, system, T0 + HOUR)).toBeNull();
  });

  it('resolves with a disposition and a note, and only once', () => {
    const step = resolve(opened(), ada, T0, 'TRUE_POSITIVE', 'Guard was asleep');
    expect(step).toMatchObject({
      next: { status: 'RESOLVED', disposition: 'TRUE_POSITIVE', resolution_note: 'Guard was asleep' },
    });
    expect(resolve(opened({ status: 'RESOLVED' }), ada, T0, 'BENIGN', 'x')).toHaveProperty('refused');
  });

  it('shelves for a time, never a call for help or a lone worker', () => {
    const shelved = shelve(opened(), ada, T0, 30, 'Known');
    expect(shelved).toMatchObject({ next: { shelved_until: T0 + 30 * MINUTE } });
    expect(shelve(opened({ finding_type: 'DURESS' }), ada, T0, 30, 'x')).toHaveProperty('refused');
    expect(shelve(opened({ finding_type: 'LONE_WORKER_OVERDUE' }), ada, T0, 30, 'x')).toHaveProperty(
      'refused',
    );
    expect(elapse(opened({ shelved_until: T0 }), null, system, T0)).toMatchObject({
      reason: 'shelf_lapsed',
      next: { shelved_until: null },
    });
  });
});

describe('a finding that late data explain', () => {
  const late = { events: 2, first: T0 - HOUR, last: T0 - MINUTE };
  const explain = (finding: Finding, at = T0 + MINUTE) => advance(finding, { kind: 'explained', late }, at);

  it('is over at once, without a notice, and says what came late', () => {
    expect(explain(opened())).toMatchObject({
      reason: 'explained_by_late_data',
      detail: '2 events from 2026-01-05T01:00:00.000Z to 2026-01-05T01:59:00.000Z arrived after it was found',
      notify: false,
      recorded: true,
      next: {
        condition: 'CLEARED',
        cleared_at: T0 + MINUTE,
        status: 'NEW',
        explanation: { late_data: late },
      },
    });
  });

  it('says so too when it is over already, and only once', () => {
    const over = opened({ condition: 'CLEARED', cleared_at: T0 });
    const { next } = explain(over);
    expect(next).toMatchObject({ cleared_at: T0, explanation: { late_data: late } });
    expect(explain(next ?? over, T0 + HOUR).next).toBe(next);
  });

  it('is no flap when it is raised again, and then says nothing of late data', () => {
    const { next } = explain(opened());
    const again = { kind: 'breach', observation: breach, cadence: 'HEARTBEAT' } as const;
    const reopened = advance(next ?? opened(), again, T0 + 5 * MINUTE);
    expect(reopened).toMatchObject({
      reason: 'reopened',
      notify: true,
      detail: 'raised again',
      next: { flaps: [] },
    });
    expect(reopened.next?.explanation).toEqual(explanation);
  });
});
