import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import {
  APPROVAL_HOLDS,
  approve,
  automatic,
  begin,
  type Delivery,
  decline,
  edit,
  endsAt,
  expire,
  isRefusal,
  type Moved,
  REQUEST_HOLDS,
  request,
  revive,
  rewrite,
  type Surroundings,
  settle,
  withdraw,
} from './delivery.ts';

const content = (body: string) =>
  ({ kind: 'WEBHOOK', method: 'POST', url: 'https://a.example/', headers: [], body }) as const;
const asked = {
  id: 'D-1',
  action: 'send_sms',
  finding_id: 'F-1',
  site: 'S-1',
  kind: 'TRIGGER',
  content: content('1'),
  hash: 'h1',
  reason: 'nobody answers',
} as const;
const calm: Surroundings = { isOver: false, isOutdated: false, mayBeAutomatic: true, isDryRun: false };
const done = (moved: Moved): Delivery => {
  if (isRefusal(moved)) throw new Error(moved.refused);
  return moved;
};
const ada = (at: number) => ({ by: 'Ada', at });
const bob = (at: number) => ({ by: 'Bob', at });
const approval = (at: number, hash = 'h1') => ({ ...bob(at), hash, although_over: false });
const approved = () => done(approve(request(asked, ada(0)), approval(1), calm));
const sending = () => done(begin(approved(), calm, bob(1)));
const NEVER_ARRIVED = { verdict: 'AGAIN', text: 'away', asked_ms: null, maybe: false } as const;

describe('a message', () => {
  it('is not tried again for recipients who have it, and counts as told to them though the others never get it', () => {
    const some = { ...NEVER_ARRIVED, maybe: true, settled: ['a@x.example'] };
    const first = done(settle(sending(), some, bob(2), 0));
    expect(first).toMatchObject({ state: 'QUEUED', settled: ['a@x.example'], maybe: true });
    const over = { ...calm, isOver: true };
    const again = done(begin(first, over, bob(first.next_at ?? 0)));
    const more = { ...some, verdict: 'NEVER', settled: ['b@x.example', 'a@x.example'] } as const;
    const last = done(settle(again, more, bob(again.moved_at + 1), 0));
    expect(last).toMatchObject({ state: 'DEAD', settled: ['a@x.example', 'b@x.example'], maybe: true });
  });

  it('goes once somebody else has read and approved it', () => {
    expect(sending()).toMatchObject({ state: 'SENDING', attempts: 1 });
    const sent = settle(
      sending(),
      { verdict: 'ARRIVED', text: 'answered 200', asked_ms: null, maybe: false },
      bob(2),
      0,
    );
    expect(sent).toMatchObject({ state: 'SENT', last: { outcome: 'answered 200' }, next_at: null });
  });

  it('is approved by none of those who wrote a part of it', () => {
    const edited = done(edit(request(asked, ada(0)), content('2'), 'h2', bob(1)));
    for (const by of ['Ada', 'Bob'])
      expect(approve(edited, { by, at: 2, hash: 'h2', although_over: false }, calm)).toHaveProperty(
        'refused',
      );
    expect(approve(edited, { by: 'Cem', at: 2, hash: 'h2', although_over: false }, calm)).toMatchObject({
      state: 'QUEUED',
    });
  });

  it('is approved as it was read, and not as it was changed meanwhile', () => {
    const edited = done(edit(request(asked, ada(0)), content('2'), 'h2', ada(1)));
    expect(approve(edited, approval(2, 'h1'), calm)).toHaveProperty('refused');
    const outdated = approve(request(asked, ada(0)), approval(1), { ...calm, isOutdated: true });
    expect(outdated).toHaveProperty('refused');
  });

  it('loses its approval when it is changed', () => {
    const edited = edit(approved(), content('2'), 'h2', ada(2));
    expect(edited).toMatchObject({ state: 'REQUESTED', approval: null });
  });

  it('about a condition that is over goes only when that was known and wanted', () => {
    const over = { ...calm, isOver: true };
    expect(approve(request(asked, ada(0)), approval(1), over)).toHaveProperty('refused');
    const knowing = done(approve(request(asked, ada(0)), { ...approval(1), although_over: true }, over));
    expect(begin(knowing, over, bob(1))).toMatchObject({ state: 'SENDING' });
    expect(begin(approved(), over, bob(1))).toMatchObject({
      state: 'REQUESTED',
      approval: null,
      note: 'The condition was over when its turn came.',
    });
  });

  it('waits for an approval for half an hour, and with one for a day', () => {
    const waiting = request(asked, ada(0));
    expect(expire(waiting, bob(REQUEST_HOLDS - 1))).toBe(waiting);
    expect(expire(waiting, bob(REQUEST_HOLDS))).toMatchObject({ state: 'EXPIRED' });
    expect(approve(waiting, approval(REQUEST_HOLDS), calm)).toHaveProperty('refused');
    expect(endsAt(approved())).toBe(1 + APPROVAL_HOLDS);
    expect(begin(approved(), calm, bob(1 + APPROVAL_HOLDS))).toHaveProperty('refused');
    expect(expire(approved(), bob(1 + APPROVAL_HOLDS))).toMatchObject({ state: 'EXPIRED' });
  });

  it('that the guard-rails let go waits for a person once they do not any more', () => {
    const own = automatic(asked, { by: 'system', at: 0 });
    expect(begin(own, calm, bob(0))).toMatchObject({ state: 'SENDING' });
    expect(begin(own, { ...calm, mayBeAutomatic: false }, bob(0))).toMatchObject({ state: 'REQUESTED' });
  });

  it('that did not get through waits longer each time, and is tried under the same key', () => {
    const again = done(settle(sending(), NEVER_ARRIVED, bob(10), 0));
    expect(again).toMatchObject({ state: 'QUEUED', id: 'D-1', next_at: 10 + 2_500 });
    expect(begin(again, calm, bob(11))).toHaveProperty('refused');
    expect(edit(again, content('2'), 'h2', ada(11))).toHaveProperty('refused'); // its key stands for what was tried
    const twice = done(settle(done(begin(again, calm, bob(9_000))), NEVER_ARRIVED, bob(9_000), 0));
    expect(twice.next_at).toBe(9_000 + 5_000);
  });

  it('that is dead is tried again by one press while its approval holds, and approved anew afterwards', () => {
    const refused = { verdict: 'NEVER', text: 'answered 404', asked_ms: null, maybe: false } as const;
    const dead = done(settle(sending(), refused, bob(10), 0));
    expect(dead).toMatchObject({ state: 'DEAD', note: 'answered 404' });
    expect(revive(dead, bob(20))).toMatchObject({ state: 'QUEUED', next_at: 20, attempts: 0 });
    expect(revive(dead, bob(APPROVAL_HOLDS + 1))).toMatchObject({ state: 'REQUESTED', approval: null });
  });

  it('is declined or taken back while it has not gone, and not afterwards', () => {
    expect(decline(request(asked, ada(0)), bob(1), 'no')).toMatchObject({ state: 'DECLINED', note: 'no' });
    expect(withdraw(approved(), ada(2), 'he is back')).toMatchObject({ state: 'WITHDRAWN' });
    expect(withdraw(sending(), ada(2), 'late')).toHaveProperty('refused');
    expect(decline(approved(), bob(2), 'late')).toHaveProperty('refused');
  });

  it('that may have arrived is tried until that is known, also when the finding is over by then', () => {
    const unknown = { ...NEVER_ARRIVED, maybe: true };
    const again = done(settle(sending(), unknown, bob(10), 0));
    expect(begin(again, { ...calm, isOver: true }, bob(9_000))).toMatchObject({
      state: 'SENDING',
      maybe: true,
    });
    const away = done(settle(sending(), NEVER_ARRIVED, bob(10), 0));
    expect(begin(away, { ...calm, isOver: true }, bob(9_000))).toMatchObject({ state: 'REQUESTED' });
  });

  it('of an end does not go once the finding is back', () => {
    const end = automatic({ ...asked, kind: 'RESOLVE', told: 'D-0' }, { by: 'system', at: 0 });
    expect(begin(end, { ...calm, isOver: true }, bob(0))).toMatchObject({ state: 'SENDING' });
    expect(begin(end, calm, bob(0))).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('is written anew when its action was changed, and is over where it was tried already', () => {
    const written = { content: content('2'), hash: 'h2' };
    expect(rewrite(approved(), written, bob(2))).toMatchObject({
      state: 'REQUESTED',
      hash: 'h2',
      approval: null,
    });
    expect(rewrite(approved(), { ...written, hash: 'h1' }, bob(2))).toMatchObject({ state: 'QUEUED' });
    const again = done(settle(sending(), NEVER_ARRIVED, bob(10), 0));
    expect(rewrite(again, written, bob(11))).toMatchObject({ state: 'DEAD', hash: 'h1' });
    expect(rewrite(sending(), written, bob(11))).toMatchObject({ state: 'SENDING', hash: 'h1' });
  });

  it('that was tried is not changed afterwards, not even when somebody tries it again', () => {
    const dead = done(settle(sending(), { ...NEVER_ARRIVED, verdict: 'NEVER' }, bob(10), 0));
    const revived = done(revive(dead, bob(20)));
    expect(edit(revived, content('2'), 'h2', ada(21))).toHaveProperty('refused');
  });

  it('of a dry run ends where it would have been sent', () => {
    expect(begin(approved(), { ...calm, isDryRun: true }, bob(1))).toMatchObject({
      state: 'DRY_RUN',
      attempts: 0,
    });
  });
});

/**
 * RELIABILITY property 11: whatever people and time do, in any order, nothing goes without leave that exactly this content
 * has at that instant from somebody who wrote no part of it. The leave is written down here by what was done, not by what
 * the message says of itself.
 */
it('goes in no order of requests, edits, approvals, ends and tries without a live approval of exactly its content', () => {
  const often = <T>(usual: readonly T[], rare: readonly T[]) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...rare) },
    );
  const step = fc.record({
    what: often(
      ['approve', 'begin', 'fail', 'edit'],
      ['approve-stale', 'decline', 'withdraw', 'expire', 'arrive', 'refuse', 'revive'],
    ),
    by: fc.constantFrom('Ada', 'Bob', 'Cem'),
    after: often([0, MINUTE], [REQUEST_HOLDS - 1, REQUEST_HOLDS, APPROVAL_HOLDS - 1, APPROVAL_HOLDS]),
    isOver: often([false], [true]),
    isOutdated: often([false], [true]),
    although_over: fc.boolean(),
  });
  let went = 0;
  const play = (steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) => {
    let at = 0;
    let body = 1;
    let delivery = request(asked, ada(0));
    let writers = new Set(['Ada']);
    let leave: { readonly hash: string; readonly until: number; readonly knowing: boolean } | null = null;
    for (const { what, by, after, isOver, isOutdated, although_over } of steps) {
      at += after;
      const around = { ...calm, isOver, isOutdated };
      const moment = { by, at };
      const hashed = `h${body}`;
      let result: Moved = delivery;
      if (what === 'edit') {
        body += 1;
        result = edit(delivery, content(String(body)), `h${body}`, moment);
        if (isRefusal(result)) body -= 1;
        else [writers, leave] = [new Set([...writers, by]), null];
      } else if (what === 'approve' || what === 'approve-stale') {
        const hash = what === 'approve' ? hashed : `h${body - 1}`;
        result = approve(delivery, { ...moment, hash, although_over }, around);
        if (!isRefusal(result)) {
          expect([hash, writers.has(by), isOver && !although_over]).toEqual([hashed, false, false]);
          leave = { hash, until: at + APPROVAL_HOLDS, knowing: although_over };
        }
      } else if (what === 'decline') result = decline(delivery, moment, 'no');
      else if (what === 'withdraw') result = withdraw(delivery, moment, 'no');
      else if (what === 'expire') result = expire(delivery, moment);
      else if (what === 'begin') {
        result = begin(delivery, around, moment);
        if (!isRefusal(result) && result.state === 'SENDING') {
          went += 1;
          expect(leave).not.toBeNull();
          expect([leave?.hash, result.hash]).toEqual([hashed, hashed]);
          expect(at).toBeLessThan(leave?.until ?? 0);
          expect(isOver && leave?.knowing === false).toBe(false);
          expect(isOutdated).toBe(false);
        }
      } else if (what === 'revive') {
        result = revive(delivery, moment);
        if (!isRefusal(result) && result.state === 'REQUESTED') writers = new Set([...writers, by]);
      } else {
        const verdict = what === 'arrive' ? 'ARRIVED' : what === 'fail' ? 'AGAIN' : 'NEVER';
        result = settle(delivery, { verdict, text: what, asked_ms: null, maybe: false }, moment, 0);
      }
      if (isRefusal(result)) continue;
      if (result.state === 'REQUESTED' || result.state === 'WITHDRAWN' || result.state === 'EXPIRED')
        leave = null;
      delivery = result;
    }
  };
  fc.assert(fc.property(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), play), {
    numRuns: 3_000,
  });
  expect(went).toBeGreaterThan(100); // it really went
});
