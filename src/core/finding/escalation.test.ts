import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import type { EscalationRole } from '#core/model/escalation-role.ts';
import type { Finding } from '#core/model/finding.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { isNeverTold, quietUntil } from '#core/schedule/quiet-hours.ts';
import { findingWith } from '#test/kit/finding.ts';
import { escalateNow } from './desk.ts';
import { type EscalationPlan, nextTelling, planOf } from './escalation.ts';
import { advance } from './lifecycle.ts';
import { adopt, release } from './parents.ts';
import { acknowledge, elapse, nextElapse, shelve, unshelve } from './workflow.ts';

/** A Monday. */
const T0 = Date.parse('2026-01-05T12:00:00Z');
const UTC = zoneOf('UTC');
const ada = { name: 'local:ada', verified: false };
const system = { name: 'system', verified: true };
const RUNBOOK = { escalation_sla_minutes: 10, escalate_to_role: 'supervisor' };
const night = [{ days: WEEKDAYS, start: '22:00', end: '06:00' }];
const SUPERVISOR: EscalationRole = {
  role: 'supervisor',
  chain: [
    { role: 'area manager', after_minutes: 15 },
    { role: 'director', after_minutes: 45 },
  ],
  again_minutes: null,
  quiet_hours: [],
};
const quiet = (role: string): EscalationRole => ({
  role,
  chain: [],
  again_minutes: null,
  quiet_hours: night,
});
const found = (over: Partial<Finding> = {}): Finding =>
  findingWith({ id: 'F-1', severity: 'HIGH', detected_at: T0, last_seen_at: T0, ...over });
const at = (time: string): EpochMs => Date.parse(`2026-01-05T${time}:00Z`);

/** Lets the timers of a finding fire until an instant; what was done, in words. */
function until(end: EpochMs, finding: Finding, plan: EscalationPlan): { now: Finding; done: string[] } {
  let now = finding;
  const done: string[] = [];
  for (let due = nextElapse(now, plan); due !== null && due <= end; due = nextElapse(now, plan)) {
    const step = elapse(now, plan, system, due);
    if (step?.next == null) throw new Error('a timer that does nothing');
    done.push(`${new Date(due).toISOString().slice(11, 16)} ${step.reason} ${step.detail}`);
    now = step.next;
  }
  return { now, done };
}

describe('a finding that nobody acknowledges', () => {
  it('goes to its role after the minutes of the runbook, and along the chain, each role once', () => {
    const plan = planOf(RUNBOOK, [SUPERVISOR], UTC);
    const { now, done } = until(T0 + DAY, found(), plan);
    expect(done).toEqual([
      '12:10 escalated to supervisor',
      '12:25 escalated to area manager',
      '12:55 escalated to director',
    ]);
    expect(now).toMatchObject({
      escalated_at: at('12:10'),
      escalation: { round: 1, told: { role: 'director' } },
    });
    expect(nextTelling(now, plan)).toBeNull();
  });

  it('is told again to whoever was told last, until somebody acknowledges it', () => {
    const plan = planOf(RUNBOOK, [{ ...SUPERVISOR, again_minutes: 10 }], UTC);
    const { now, done } = until(at('12:50'), found(), plan);
    expect(done).toEqual([
      '12:10 escalated to supervisor',
      '12:20 escalated_again to supervisor',
      '12:25 escalated to area manager',
      '12:35 escalated_again to area manager',
      '12:45 escalated_again to area manager',
    ]);
    const held = acknowledge(now, ada, at('12:51'), null);
    if ('refused' in held || held.next === null) throw new Error('refused');
    expect(nextTelling(held.next, plan)).toBeNull();
  });

  it('is told to the next of the chain alone where both fall due together', () => {
    const plan = planOf(RUNBOOK, [{ ...SUPERVISOR, again_minutes: 15 }], UTC);
    expect(until(at('12:39'), found(), plan).done).toEqual([
      '12:10 escalated to supervisor',
      '12:25 escalated to area manager',
    ]);
  });

  it('goes on step by step after a sleep, so that nobody is passed over', () => {
    const plan = planOf(RUNBOOK, [{ ...SUPERVISOR, again_minutes: 10 }], UTC);
    const woken = elapse(found(), plan, system, T0 + 8 * HOUR);
    expect(woken).toMatchObject({
      reason: 'escalated',
      detail: 'to supervisor',
      telling: { due_at: T0 + 10 * MINUTE },
    });
    expect(elapse(woken?.next as Finding, plan, system, T0 + 8 * HOUR)).toBeNull();
    expect(nextTelling(woken?.next as Finding, plan)).toEqual({
      kind: 'AGAIN',
      role: 'supervisor',
      at: T0 + 8 * HOUR + 10 * MINUTE,
      from: T0 + 8 * HOUR,
    });
  });

  it('follows a chain that was changed meanwhile, and tells nobody twice for that', () => {
    const { now } = until(at('12:30'), found(), planOf(RUNBOOK, [SUPERVISOR], UTC));
    const other = {
      ...SUPERVISOR,
      chain: [{ role: 'director', after_minutes: 5 }, ...SUPERVISOR.chain.slice(0, 1)],
    };
    expect(until(T0 + DAY, now, planOf(RUNBOOK, [other], UTC)).done).toEqual(['12:30 escalated to director']);
  });

  it('begins anew when an acknowledgement lapses: the minutes count from when it was given', () => {
    const plan = planOf({ ...RUNBOOK, escalation_sla_minutes: 40 }, [SUPERVISOR], UTC);
    const { now } = until(at('12:45'), found(), plan);
    const held = acknowledge(now, ada, at('12:45'), null);
    if ('refused' in held || held.next === null) throw new Error('refused');
    expect(until(at('13:50'), held.next, plan).done).toEqual([
      '13:15 ack_lapsed acknowledged by local:ada',
      '13:25 escalated to supervisor',
      '13:40 escalated to area manager',
    ]);
  });

  it('begins anew when it is worse or back after somebody had it, and goes on where nobody had', () => {
    const plan = planOf(RUNBOOK, [SUPERVISOR], UTC);
    const { now } = until(at('12:12'), found(), plan);
    const worse = {
      kind: 'breach' as const,
      cadence: 'HEARTBEAT' as const,
      observation: { ...now, severity: 'CRITICAL' as const },
    };
    expect(advance(now, worse, at('12:13')).next?.escalation).toEqual(now.escalation);
    const held = acknowledge(now, ada, at('12:12'), null);
    if ('refused' in held || held.next === null) throw new Error('refused');
    const raised = advance(held.next, worse, at('12:13')).next;
    expect(raised?.escalation).toEqual({ round: 2, since: at('12:13'), passed: [], told: null });
    expect(until(at('12:30'), raised as Finding, plan).done).toEqual(['12:23 escalated to supervisor']);
  });
});

describe('a finding that needs somebody again after a time in which it did not', () => {
  const plan = planOf(RUNBOOK, [SUPERVISOR], UTC);
  const done = (step: ReturnType<typeof shelve>): Finding => {
    if ('refused' in step || step.next === null) throw new Error('nothing was done');
    return step.next;
  };
  const breach = { kind: 'breach' as const, cadence: 'HEARTBEAT' as const, observation: found() };
  const clear = { kind: 'settled' as const, why: 'x' };

  it('gives the room its minutes when its parent is over', () => {
    const child = done(adopt(found(), found({ id: 'F-0' })));
    const free = done(release(child, at('15:00')));
    expect(until(at('15:20'), free, plan).done).toEqual(['15:10 escalated to supervisor']);
    const told = until(at('12:11'), found(), plan).now;
    const again = done(release(done(adopt(told, found({ id: 'F-0' }))), at('15:00')));
    expect(until(at('15:20'), again, plan).done).toEqual(['15:15 escalated to area manager']);
  });

  it('gives the room its minutes when it comes back from the shelf, by itself or by a person', () => {
    const away = done(shelve(found(), ada, at('12:01'), 60, 'x'));
    expect(until(at('13:20'), away, plan).done).toEqual([
      '13:01 shelf_lapsed undefined',
      '13:11 escalated to supervisor',
    ]);
    expect(until(at('13:00'), done(unshelve(away, at('12:40'))), plan).done).toEqual([
      '12:50 escalated to supervisor',
    ]);
  });

  it('gives the room its minutes when it is raised anew, and only what is left of them when it comes and goes', () => {
    const over = done(advance(found(), clear, at('12:08')));
    expect(until(at('14:59'), done(advance(over, breach, at('14:00'))), plan).done.slice(0, 1)).toEqual([
      '14:10 escalated to supervisor',
    ]);
    const back = done(advance(over, breach, at('12:30')));
    expect(until(at('12:50'), back, plan).done).toEqual([
      '12:32 escalated to supervisor',
      '12:47 escalated to area manager',
    ]);
    const told = until(at('12:20'), found(), plan).now;
    const flapped = done(advance(done(advance(told, clear, at('12:20'))), breach, at('12:40')));
    expect(until(at('12:50'), flapped, plan).done).toEqual(['12:45 escalated to area manager']);
  });

  it('lets a role whose quiet hours ended meanwhile wait for those minutes too', () => {
    const quietly = planOf({ ...RUNBOOK, escalation_sla_minutes: 20 }, [quiet('supervisor')], UTC);
    const waits = until(at('22:06'), found({ detected_at: at('21:45') }), quietly).now;
    const away = done(shelve(waits, ada, at('23:00'), 8 * 60, 'x'));
    expect(until(at('23:00') + 9 * HOUR, away, quietly).done).toEqual([
      '07:00 shelf_lapsed undefined',
      '07:20 escalated to supervisor, after its quiet hours',
    ]);
  });
});

describe('quiet hours of a role', () => {
  const late = found({ detected_at: at('21:45') });

  it('let it wait, while the chain goes on, and end with a word where nobody has it yet', () => {
    const plan = planOf(
      { ...RUNBOOK, escalation_sla_minutes: 20 },
      [{ ...SUPERVISOR, again_minutes: 60 }, quiet('supervisor')]
        .slice(0, 1)
        .concat({ ...quiet('area manager') }),
      UTC,
    );
    const { now, done } = until(at('23:59') + 7 * HOUR, late, plan);
    expect(done.slice(0, 4)).toEqual([
      '22:05 escalated to supervisor',
      '22:20 escalation_waits area manager has quiet hours until 2026-01-06T06:00:00.000Z',
      '22:50 escalated to director',
      '23:50 escalated_again to director',
    ]);
    expect(done).toContain('06:00 escalated to area manager, after its quiet hours');
    expect(now.escalation?.told).toEqual({ role: 'area manager', at: Date.parse('2026-01-06T06:00:00Z') });
  });

  it('mark it on the desk all the same, once, and end without a word when somebody has it', () => {
    const plan = planOf({ ...RUNBOOK, escalation_sla_minutes: 20 }, [quiet('supervisor')], UTC);
    const waits = elapse(late, plan, system, at('22:05'));
    expect(waits).toMatchObject({
      reason: 'escalation_waits',
      notify: true,
      next: { escalated_at: at('22:05') },
    });
    expect(waits).not.toHaveProperty('telling');
    const held = acknowledge(waits?.next as Finding, ada, at('23:00'), null);
    if ('refused' in held || held.next === null) throw new Error('refused');
    expect(nextTelling({ ...held.next, ack_until: null }, plan)).toBeNull();
  });

  it('that begin while it is told again let that wait too', () => {
    const plan = planOf(
      { ...RUNBOOK, escalation_sla_minutes: 10 },
      [{ ...quiet('supervisor'), again_minutes: 30 }],
      UTC,
    );
    expect(until(at('22:00') + 9 * HOUR, late, plan).done).toEqual([
      '21:55 escalated to supervisor',
      '22:25 escalation_waits supervisor has quiet hours until 2026-01-06T06:00:00.000Z',
      '06:00 escalated to supervisor, after its quiet hours',
      '06:30 escalated_again to supervisor',
      '07:00 escalated_again to supervisor',
    ]);
  });

  it('do not hold for whoever calls for help or works alone, nor for a person who escalates', () => {
    const plan = planOf({ ...RUNBOOK, escalation_sla_minutes: 20 }, [quiet('supervisor')], UTC);
    for (const finding_type of ['DURESS', 'LONE_WORKER_OVERDUE'])
      expect(until(at('22:30'), found({ finding_type, detected_at: at('21:45') }), plan).done).toEqual([
        '22:05 escalated to supervisor',
      ]);
    const waits = elapse(late, plan, system, at('22:05'))?.next as Finding;
    const told = escalateNow(waits, plan, at('23:00'), 'fire');
    expect(told).toMatchObject({ detail: 'to supervisor: fire', telling: { round: 1, times: 1 } });
    if ('refused' in told || told.next === null) throw new Error('refused');
    expect(nextTelling(told.next, plan)).toBeNull();
    expect(escalateNow(told.next, plan, at('23:01'), 'x')).toHaveProperty('refused');
  });

  it('are read in the installation’s zone, the shorter reading where its clock changes, and may not be all of the week', () => {
    const berlin = zoneOf('Europe/Berlin');
    expect(quietUntil(night, berlin, Date.parse('2026-01-05T21:00:00Z'))).toBe(
      Date.parse('2026-01-06T05:00:00Z'),
    );
    expect(quietUntil(night, berlin, Date.parse('2026-01-06T05:00:00Z'))).toBeNull();
    const twice = [{ days: ['SAT' as const], start: '22:00', end: '02:30' }];
    expect(quietUntil(twice, berlin, Date.parse('2026-10-24T22:00:00Z'))).toBe(
      Date.parse('2026-10-25T00:30:00Z'),
    );
    const allDay = [{ days: WEEKDAYS, start: '00:00', end: '24:00' }];
    expect([isNeverTold(allDay, UTC, T0), isNeverTold(night, UTC, T0), isNeverTold([], UTC, T0)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
