import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { tick } from './checklist.ts';
import { assign, call, escalateNow, note } from './desk.ts';
import { arrive, callOff, send } from './dispatch.ts';
import { planOf } from './escalation.ts';
import { personOfSubject } from './subject.ts';

const AT = Date.parse('2026-01-05T02:00:00Z');
const open = findingWith({ id: 'F-1', revision: 7 });
const resolved = findingWith({ id: 'F-1', revision: 7, status: 'RESOLVED' });
const STEPS = [
  { text: 'Call the guard.', expected_minutes: 2, requires_note: false },
  { text: 'Look at the camera', expected_minutes: null, requires_note: true },
];

describe('what the desk writes down', () => {
  it('moves nothing but the revision, and may be told of a resolved finding too', () => {
    for (const finding of [open, resolved]) {
      expect(note(finding, 'Rain.')).toMatchObject({
        next: { ...finding, revision: 8 },
        reason: 'noted',
        detail: 'Rain.',
        notify: false,
      });
      expect(call(finding, { who: 'G-1', outcome: 'NO_ANSWER', note: null })).toMatchObject({
        next: { ...finding, revision: 8 },
        detail: 'G-1, no answer',
      });
    }
    expect(call(open, { who: 'G-1', outcome: 'REACHED', note: 'Phone was off' }).detail).toBe(
      'G-1, reached: Phone was off',
    );
  });
});

describe('who is asked to see to it', () => {
  it('is said from whom to whom, and acknowledges nothing', () => {
    const step = assign(open, 'Ben', AT, 'my break');
    expect(step).toMatchObject({
      next: { assigned_to: 'Ben', assigned_at: AT, status: 'NEW', acknowledged_by: null },
      detail: 'from nobody to Ben: my break',
    });
    const given = findingWith({ id: 'F-1', assigned_to: 'Ben', assigned_at: AT });
    expect(assign(given, null, AT, null)).toMatchObject({
      next: { assigned_to: null, assigned_at: null },
      detail: 'from Ben to nobody',
    });
  });

  it('cannot be asked twice, nor when it is over', () => {
    const given = findingWith({ id: 'F-1', assigned_to: 'Ben', assigned_at: AT });
    expect(assign(given, 'Ben', AT, null)).toEqual({ refused: 'Ben has it already.' });
    expect(assign(open, null, AT, null)).toEqual({ refused: 'Nobody has it as it is.' });
    expect(assign(resolved, 'Ben', AT, null)).toEqual({ refused: 'It is resolved already.' });
  });
});

describe('an escalation by hand', () => {
  const to = planOf({ escalation_sla_minutes: 15, escalate_to_role: 'supervisor' }, [], zoneOf('UTC'));

  it('does what the timer does, with a reason', () => {
    expect(escalateNow(open, to, AT, 'Nobody answers')).toMatchObject({
      next: { escalated_at: AT },
      reason: 'escalated',
      notify: true,
      detail: 'to supervisor: Nobody answers',
    });
  });

  it('happens once, while it is open, to somebody', () => {
    const told = { role: 'supervisor', at: AT - MINUTE };
    const passed = [{ ...told, times: 1, waits_until: null }];
    const escalation = { round: 1, since: AT - HOUR, passed, told };
    const before = findingWith({ id: 'F-1', escalated_at: AT - MINUTE, escalation });
    expect(escalateNow(before, to, AT, 'x')).toEqual({ refused: 'Everybody whom it goes to has been told.' });
    expect(escalateNow(resolved, to, AT, 'x')).toEqual({ refused: 'It is resolved already.' });
    expect(escalateNow(open, null, AT, 'x')).toHaveProperty('refused');
  });
});

describe('a step of the checklist', () => {
  const wish = (step: number, done: boolean, said: string | null = null) => ({ step, done, note: said });

  it('is ticked in any order, and the tick is taken back', () => {
    expect(tick(open, STEPS, [], wish(1, true, 'All dark'))).toMatchObject({
      reason: 'step_ticked',
      detail: 'step 2, Look at the camera: All dark',
      payload: { after: { step: 1, done: true } },
    });
    expect(tick(open, STEPS, [{ step: 0 }], wish(0, false))).toMatchObject({
      reason: 'step_unticked',
      detail: 'step 1, Call the guard',
    });
  });

  it.each([
    ['needs its note', open, STEPS, [], wish(1, true), 'Step 2 needs a note of what was found.'],
    ['is ticked once', open, STEPS, [{ step: 0 }], wish(0, true), 'Step 1 is ticked already.'],
    ['is unticked only when it was', open, STEPS, [], wish(0, false), 'Step 1 is not ticked.'],
    ['must exist', open, STEPS, [], wish(2, true), 'Its runbook has no step 3.'],
    ['must have a runbook', open, null, [], wish(0, true), 'It has no runbook, so there is no step to tick.'],
    ['belongs to an open finding', resolved, STEPS, [], wish(0, true), 'It is resolved already.'],
  ])('%s', (_, finding, steps, ticked, wanted, refused) => {
    expect(tick(finding, steps, ticked, wanted)).toEqual({ refused });
  });

  it('needs no note to be unticked', () => {
    expect(tick(open, STEPS, [{ step: 1 }], wish(1, false))).toMatchObject({ reason: 'step_unticked' });
  });
});

describe('a dispatch', () => {
  const sending = (sent_at: number) => ({ id: 'D-1', who: 'Car 4', note: null, sent_at });
  const now = { by: 'local:ada', at: AT };
  const sent = send(open, sending(AT - 10 * MINUTE), now);
  const dispatch = 'dispatch' in sent ? sent.dispatch : null;
  if (dispatch === null) throw new Error('not sent');

  it('says when it was, where that is not when it was written down', () => {
    expect(send(open, sending(AT), now)).toMatchObject({ step: { detail: 'Car 4' } });
    expect(sent).toMatchObject({ step: { detail: `Car 4, at ${toIso(AT - 10 * MINUTE)}` } });
    expect(arrive(open, dispatch, AT - MINUTE, now)).toMatchObject({
      dispatch: { arrived_at: AT - MINUTE, arrived_by: 'local:ada', called_off_at: null },
      step: { reason: 'dispatch_arrived' },
    });
    expect(callOff(open, dispatch, 'All clear', now)).toMatchObject({
      dispatch: { called_off_at: AT, called_off_by: 'local:ada', called_off_reason: 'All clear' },
      step: { detail: 'Car 4: All clear' },
    });
  });

  it('was sent within a day before the start and now, and arrives after that', () => {
    const start = open.condition_started_at;
    expect(send(open, sending(start - DAY), now)).toHaveProperty('dispatch');
    expect(send(open, sending(start - DAY - 1), now)).toHaveProperty('refused');
    expect(send(open, sending(AT + 1), now)).toHaveProperty('refused');
    expect(arrive(open, dispatch, dispatch.sent_at, now)).toHaveProperty('dispatch');
    expect(arrive(open, dispatch, dispatch.sent_at - 1, now)).toHaveProperty('refused');
    expect(arrive(open, dispatch, AT + 1, now)).toHaveProperty('refused');
  });

  it('ends once: there, or called off; also after the finding was resolved, but is not begun then', () => {
    expect(send(resolved, sending(AT), now)).toEqual({ refused: 'It is resolved already.' });
    expect(arrive(resolved, dispatch, AT, now)).toHaveProperty('dispatch');
    const there = { ...dispatch, arrived_at: AT };
    const off = { ...dispatch, called_off_at: AT };
    expect(arrive(open, there, AT, now)).toEqual({ refused: 'Car 4 has arrived already.' });
    expect(callOff(open, there, 'x', now)).toEqual({ refused: 'Car 4 has arrived already.' });
    expect(arrive(open, off, AT, now)).toEqual({ refused: 'Car 4 was called off already.' });
    expect(callOff(open, off, 'x', now)).toEqual({ refused: 'Car 4 was called off already.' });
  });
});

it('reads the person out of a subject', () => {
  expect(
    ['person:G-1', 'person:G-1@2026-01-05', 'tour:T-1@2026-01-05T01:00', 'person:', ''].map(personOfSubject),
  ).toEqual(['G-1', 'G-1', null, null, null]);
});
