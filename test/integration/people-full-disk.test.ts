import { afterEach, beforeEach, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { windowOf } from '#test/kit/desk.ts';
import { allowAll, allowPages } from '#test/kit/full-store.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;
beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  root = await turnAccountsOn(program.seats);
  await root.call('accounts.add', { name: 'Ada', role: 'operator', secret: SECRET });
  fill();
});
afterEach(() => program[Symbol.asyncDispose]());

/** Writes until nothing goes in any more. */
function fill(): void {
  const { store } = program.bench;
  allowPages(store, 0);
  const row = {
    at: 0,
    actor: SYSTEM,
    action: 'test.filled',
    entity: 'engine',
    entity_id: '',
    before: null,
  } as const;
  // What is too large for the room that is left is followed by what is smaller.
  for (const length of [2_000, 200, 1])
    try {
      for (;;)
        store.transaction(() => store.trail.append([{ ...row, reason: 'x'.repeat(length), after: null }]));
    } catch (error) {
      if (!(error instanceof StoreTrouble)) throw error;
    }
}
const signIn = (seat: Seat, secret = SECRET) => seat.call('session.sign_in', { name: 'Ada', secret });

it('keeps nobody out: people sign in, see, lock and come back, and a wrong secret stays wrong', async () => {
  const seat = windowOf(program.seats, 'Ada');
  expect(await signIn(seat, 'not this one')).toMatchObject({ fault: { code: 'forbidden' } });
  expect(await signIn(seat)).toMatchObject({ ok: true, value: { account: 'Ada' } });
  expect(await seat.call('findings.page', {})).toMatchObject({ ok: true });
  expect(await seat.call('session.lock', {})).toMatchObject({ ok: true });
  expect(await seat.call('findings.page', {})).toMatchObject({ fault: { code: 'sign-in' } });
  expect(await signIn(seat)).toMatchObject({ ok: true });
  expect(await seat.call('session.state', {})).toMatchObject({ value: { state: 'OPEN', account: 'Ada' } });
  expect(await seat.call('session.sign_out', {})).toMatchObject({ ok: true });
  expect(await seat.call('findings.page', {})).toMatchObject({ fault: { code: 'sign-in' } });
});

it('says of what cannot be kept that the disk is full, and does it once there is room', async () => {
  const change = () => root.call('accounts.change', { name: 'Ada', role: 'supervisor' });
  const own = () => root.call('session.set_secret', { current: SECRET, secret: 'another good secret' });
  for (const attempt of [change, own])
    expect(await attempt()).toMatchObject({
      fault: {
        code: 'unavailable',
        message: expect.stringContaining('The disk is full; nothing was changed.'),
      },
    });
  expect(await root.call('session.state', {})).toMatchObject({ value: { account: 'Root', state: 'OPEN' } });
  allowAll(program.bench.store);
  for (const attempt of [change, own]) expect(await attempt()).toMatchObject({ ok: true });
});
