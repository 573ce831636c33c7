import { describe, expect, it } from 'vitest';
import { DutyMemory } from '#core/audit/duty.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { loneWorkerOverdue, nextLoneWorkerInstant } from './lone-worker-overdue.ts';

const guard = {
  id: 1,
  code: 'G-1',
  name: 'A',
  role: 'guard',
  phone: null,
  lone_worker: { check_in_minutes: 30, grace_minutes: 3 },
};
const rostered = siteWith({
  people: [guard],
  shifts: [{ kind: 'WEEKLY', person: 'G-1', days: ['MON'], start: '18:00', end: '06:00' }],
});
const free = siteWith({ people: [guard] });
const says = (stream: 'attendance' | 'check_in', status: string, time: string) => ({
  stream: STREAM[stream],
  person: 'G-1',
  status,
  ts: at(time),
});

describe('a lone worker', () => {
  it('is overdue the millisecond after interval and grace, counted from coming on duty', () => {
    const duty = [says('attendance', 'IN', '08:00')];
    expect(ask(loneWorkerOverdue, { site: free, duty }, at('08:33')).breaches).toEqual([]);
    expect(ask(loneWorkerOverdue, { site: free, duty }, at('08:33') + 1).breaches).toMatchObject([
      { subject: 'person:G-1', severity: 'CRITICAL', condition_started_at: at('08:33') },
    ]);
  });

  it('starts anew with every check-in, in whatever order they arrive', () => {
    const duty = [
      says('check_in', 'OK', '09:10'),
      says('check_in', 'OK', '08:30'),
      says('attendance', 'IN', '08:00'),
    ];
    expect(ask(loneWorkerOverdue, { site: free, duty }, at('09:43')).breaches).toEqual([]);
    expect(ask(loneWorkerOverdue, { site: free, duty }, at('09:44')).breaches).toMatchObject([
      { condition_started_at: at('09:43') },
    ]);
  });

  it('is on duty by the roster when nobody signed in, until signing out or the end of the shift', () => {
    expect(ask(loneWorkerOverdue, { site: rostered }, at('18:34')).breaches).toMatchObject([
      { condition_started_at: at('18:33') },
    ]);
    const out = [says('attendance', 'IN', '17:58'), says('attendance', 'OUT', '18:20')];
    expect(ask(loneWorkerOverdue, { site: rostered, duty: out }, at('19:00')).breaches).toEqual([]);
    expect(ask(loneWorkerOverdue, { site: rostered, open: ['person:G-1'] }, at('30:00'))).toMatchObject({
      breaches: [],
      settled: [{ subject: 'person:G-1' }],
    });
  });

  it('is not expected to have checked in before the site was first audited', () => {
    const duty = [says('attendance', 'IN', '08:00')];
    expect(ask(loneWorkerOverdue, { site: free, duty, watched: at('10:00') }, at('10:33')).breaches).toEqual(
      [],
    );
    expect(
      ask(loneWorkerOverdue, { site: free, duty, watched: at('10:00') }, at('10:34')).breaches,
    ).toMatchObject([{ condition_started_at: at('10:33') }]);
  });
});

describe('the timer of the lone workers', () => {
  const next = (site: Site, duty: Parameters<DutyMemory['observe']>[1][], now: number) => {
    const memory = new DutyMemory();
    for (const event of duty) memory.observe(site.id, event);
    return nextLoneWorkerInstant({ site, first_slot: at('-24:00'), duty: memory.of(site.id) }, now);
  };

  it('is armed for the deadline, for the beginning of the next shift, and not at all without lone workers', () => {
    expect(next(free, [says('attendance', 'IN', '08:00')], at('08:10'))).toBe(at('08:33') + 1);
    expect(next(rostered, [], at('12:00'))).toBe(at('18:00'));
    expect(next(siteWith({}), [], at('12:00'))).toBeNull();
  });

  it('always lies in the future, so that it cannot fire for ever', () => {
    for (const time of ['17:59', '18:00', '18:33', '18:34', '30:00', '31:00'])
      expect(next(rostered, [], at(time))).toBeGreaterThan(at(time));
  });
});
