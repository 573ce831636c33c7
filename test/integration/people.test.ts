import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '#contract/people.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';

const START = '2026-01-05T02:00:00Z';
const SECRET = 'a good long secret';
const WRONG = 'some other secret';

let program: SeatsBench;

beforeEach(async () => {
  program = await seatsBench(START);
});
afterEach(() => program[Symbol.asyncDispose]());

const windowAt = (key = 'one'): Seat => program.seats.seat('page', 'test', key);
const session = async (seat: Seat): Promise<SessionState> => {
  const reply = await seat.call('session.state', {});
  if (!reply.ok) throw new Error(reply.fault.message);
  return reply.value as SessionState;
};
const signIn = (seat: Seat, name: string, secret = SECRET) => seat.call('session.sign_in', { name, secret });
const turnOn = async (seat = windowAt()) => {
  expect(await seat.call('accounts.turn_on', { name: 'Root', secret: SECRET })).toMatchObject({ ok: true });
  return seat;
};
const addOperator = (seat: Seat, name = 'Ada', more: object = {}) =>
  seat.call('accounts.add', { name, role: 'operator', secret: SECRET, ...more });
const trail = () => program.bench.store.trail.since(0, 1_000).filter(({ entity }) => entity === 'account');
const actions = () => trail().map(({ action }) => action);

describe('a fresh installation', () => {
  it('asks nobody to sign in, and everybody may do everything', async () => {
    expect(await session(windowAt())).toMatchObject({ accounts: false, state: 'OPEN', account: null });
    expect(await windowAt().call('findings.page', {})).toMatchObject({ ok: true });
    expect(await signIn(windowAt(), 'Ada')).toMatchObject({ ok: false, fault: { code: 'conflict' } });
  });

  it('turns accounts on in one step with the first administrator, who is signed in then', async () => {
    const here = await turnOn();
    expect(await session(here)).toMatchObject({
      accounts: true,
      state: 'OPEN',
      account: 'Root',
      role: 'administrator',
    });
    expect(await session(windowAt('two'))).toMatchObject({
      state: 'SIGNED_OUT',
      account: null,
      names: ['Root'],
    });
    expect(await windowAt('two').call('findings.page', {})).toMatchObject({ fault: { code: 'sign-in' } });
    expect(actions()).toEqual(['accounts.turned_on']);
  });

  it('refuses a secret that is too easy, without repeating it, and stays without accounts', async () => {
    const reply = await windowAt().call('accounts.turn_on', { name: 'Root', secret: '123456' });
    expect(reply).toMatchObject({ fault: { code: 'bad-request' } });
    expect(JSON.stringify(reply)).not.toContain('123456');
    expect(await session(windowAt())).toMatchObject({ accounts: false });
  });

  it('lets an administrator turn accounts off again, which the trail tells, and keeps the accounts', async () => {
    const here = await turnOn();
    expect(await here.call('accounts.turn_off', {})).toMatchObject({ ok: true });
    expect(await session(windowAt('two'))).toMatchObject({ accounts: false, state: 'OPEN' });
    expect(actions()).toEqual(['accounts.turned_on', 'accounts.turned_off']);
    expect(await here.call('accounts.turn_on', { name: 'Root', secret: WRONG })).toMatchObject({ ok: false });
    expect(await here.call('accounts.turn_on', { name: 'root', secret: SECRET })).toMatchObject({ ok: true });
  });
});

describe('signing in', () => {
  it('makes what is done verified, under the name of the account', async () => {
    await addOperator(await turnOn());
    const two = windowAt('two');
    expect(await signIn(two, 'ada')).toMatchObject({ ok: true, value: { account: 'Ada' } });
    await two.call('notices.mute', { minutes: 5 });
    const [muted] = program.bench.store.trail.since(0, 1_000).toReversed();
    expect(muted?.actor).toEqual({ name: 'Ada', verified: true });
  });

  it('is refused with the same words for a wrong name and a wrong secret', async () => {
    await turnOn();
    const replies = [
      await signIn(windowAt('two'), 'Root', WRONG),
      await signIn(windowAt('two'), WRONG, WRONG),
    ];
    expect(replies[0]).toMatchObject({ fault: { code: 'forbidden' } });
    expect(replies[1]).toEqual(replies[0]);
  });

  it('writes each wrong try into the trail, and nowhere what was typed', async () => {
    await turnOn();
    await signIn(windowAt('two'), 'Root', WRONG);
    await signIn(windowAt('two'), WRONG, SECRET);
    const refused = trail().filter(({ action }) => action === 'session.refused');
    expect(refused.map(({ entity_id, actor }) => [entity_id, actor.verified])).toEqual([
      ['Root', false],
      ['an unknown name', false],
    ]);
    program.bench.store.settle();
    const bytes = readFileSync(program.bench.file, 'latin1');
    expect(bytes).not.toContain(WRONG);
    expect(bytes).not.toContain(SECRET);
    expect(JSON.stringify(program.bench.logged)).not.toContain(SECRET);
  });

  it('closes after five wrong tries, also for the right secret, also after a restart, and opens by itself', async () => {
    await turnOn();
    for (let count = 0; count < 5; count += 1) await signIn(windowAt('two'), 'Root', WRONG);
    expect(await signIn(windowAt('two'), 'Root')).toMatchObject({
      fault: { code: 'forbidden', message: expect.stringContaining('wait 15 seconds') },
    });
    await program.restart();
    expect(await signIn(windowAt('two'), 'Root')).toMatchObject({ fault: { code: 'forbidden' } });
    program.bench.clock.advance(15_000);
    expect(await signIn(windowAt('two'), 'Root')).toMatchObject({ ok: true });
  });

  it('gains nothing by many guesses at once', async () => {
    await turnOn();
    const guesses = Array.from({ length: 12 }, (_, index) =>
      signIn(windowAt('two'), 'Root', `guess ${index} !`),
    );
    const told = (await Promise.all(guesses)).map((reply) => (reply.ok ? '' : reply.fault.message));
    expect(told.filter((message) => message.includes('wait'))).toHaveLength(7);
  });

  it('takes the place of whoever was there, and the trail says who from whom', async () => {
    const here = await turnOn();
    await addOperator(here);
    await signIn(here, 'Ada');
    expect(await session(here)).toMatchObject({ account: 'Ada', role: 'operator' });
    expect(trail().at(-1)).toMatchObject({
      action: 'session.switched',
      entity_id: 'Ada',
      before: { account: 'Root' },
    });
  });

  it('holds over a crash of the program, and not over its planned end', async () => {
    await turnOn();
    await program.restart();
    expect(await session(windowAt())).toMatchObject({ state: 'OPEN', account: 'Root' });
    await program.seats.leave();
    expect(await session(windowAt())).toMatchObject({ state: 'SIGNED_OUT' });
    expect(actions()).toContain('session.signed_out');
  });
});

describe('a screen', () => {
  it('locks when nobody has touched it for the minutes that the administrator set, and opens by the same secret', async () => {
    const here = await turnOn();
    await here.call('accounts.set_idle', { minutes: 2 });
    program.bench.clock.advance(MINUTE);
    await here.call('session.active', {});
    program.bench.clock.advance(2 * MINUTE - 1);
    expect((await session(here)).state).toBe('OPEN');
    program.bench.clock.advance(MINUTE);
    expect(await session(here)).toMatchObject({ state: 'LOCKED', account: 'Root', role: 'administrator' });
    expect(await here.call('findings.page', {})).toMatchObject({ fault: { code: 'sign-in' } });
    expect(await signIn(here, 'Root')).toMatchObject({ ok: true });
    expect(actions().slice(-2)).toEqual(['session.locked', 'session.unlocked']);
  });

  it('is told when it is locked by hand, and of nothing else but that there are alarms', async () => {
    const here = await turnOn();
    const heard: [string, unknown][] = [];
    here.subscribe((event, payload) => void heard.push([event, payload]));
    await here.call('session.lock', {});
    await expect
      .poll(() => heard.find(([event]) => event === 'session.changed')?.[1])
      .toMatchObject({ state: 'LOCKED' });
    expect(await here.call('notices.state', {})).toMatchObject({ ok: true, value: { open: { newest: [] } } });
    expect(await here.call('sites.list', {})).toMatchObject({ fault: { code: 'sign-in' } });
  });
});

describe('an administrator', () => {
  it('ends what an account has open, at once, by changing its role, its secret, or switching it off', async () => {
    const here = await turnOn();
    await addOperator(here);
    const two = windowAt('two');
    const changes = [
      ['accounts.change', { name: 'Ada', role: 'supervisor' }],
      ['accounts.set_secret', { name: 'Ada', secret: SECRET }],
      ['accounts.disable', { name: 'Ada' }],
    ] as const;
    for (const [method, input] of changes) {
      expect(await signIn(two, 'Ada')).toMatchObject({ ok: true });
      expect(await here.call(method, input)).toMatchObject({ ok: true });
      expect(await two.call('findings.page', {})).toMatchObject({ fault: { code: 'sign-in' } });
    }
    expect(await signIn(two, 'Ada')).toMatchObject({ fault: { code: 'forbidden' } });
    await here.call('accounts.enable', { name: 'Ada' });
    expect(await signIn(two, 'Ada')).toMatchObject({ ok: true });
    expect(await session(two)).toMatchObject({ role: 'supervisor' });
  });

  it('cannot switch off, demote or limit the only administrator of the whole installation', async () => {
    const here = await turnOn();
    await addOperator(here);
    for (const [method, change] of [
      ['accounts.disable', {}],
      ['accounts.change', { role: 'supervisor' }],
    ] as const)
      expect(await here.call(method, { name: 'Root', ...change })).toMatchObject({
        fault: { code: 'conflict' },
      });
    expect(await session(here)).toMatchObject({ state: 'OPEN' });
  });

  it('never gives a name twice, whatever its case', async () => {
    const here = await turnOn();
    await addOperator(here);
    await here.call('accounts.disable', { name: 'Ada' });
    expect(await addOperator(here, 'ADA')).toMatchObject({ fault: { code: 'conflict' } });
  });

  it('is told where a limit names what there is not', async () => {
    const here = await turnOn();
    const scope = { tenants: ['NOWHERE'], clients: [], sites: [] };
    expect(await addOperator(here, 'Ada', { scope })).toMatchObject({
      fault: { code: 'bad-request', message: 'There is no tenant NOWHERE.' },
    });
  });

  it('is a role that an operator does not have: what operators may not do is not even offered', async () => {
    const here = await turnOn();
    await addOperator(here);
    const two = windowAt('two');
    await signIn(two, 'Ada');
    expect(await two.call('accounts.list', {})).toMatchObject({ fault: { code: 'forbidden' } });
    const { may } = await session(two);
    expect(may).toContain('findings.acknowledge');
    expect(may).not.toContain('accounts.list');
    expect(may).not.toContain('configuration.import');
  });
});

it('lets somebody change their own secret by the old one, and ends what they have open elsewhere', async () => {
  const here = await turnOn();
  const two = windowAt('two');
  await signIn(two, 'Root');
  expect(await here.call('session.set_secret', { current: WRONG, secret: 'another long one' })).toMatchObject(
    { ok: false },
  );
  expect(
    await here.call('session.set_secret', { current: SECRET, secret: 'another long one' }),
  ).toMatchObject({ ok: true });
  expect(await session(here)).toMatchObject({ state: 'OPEN', account: 'Root' });
  expect(await session(two)).toMatchObject({ state: 'SIGNED_OUT' });
  expect(await signIn(two, 'Root')).toMatchObject({ ok: false });
  expect(await signIn(two, 'Root', 'another long one')).toMatchObject({ ok: true });
});

it('answers who may what to nobody but Vigil itself', async () => {
  expect(await windowAt().call('accounts.state', {})).toMatchObject({ fault: { code: 'forbidden' } });
  const here = await turnOn();
  expect(await here.call('accounts.state', {})).toMatchObject({ fault: { code: 'forbidden' } });
  expect(JSON.stringify(await here.call('accounts.list', {}))).not.toContain('scrypt');
});

it('keeps of a seat only a hash, so that the file lets nobody in', async () => {
  await turnOn(windowAt('the key of this window'));
  program.bench.store.settle();
  expect(readFileSync(join(program.bench.file), 'latin1')).not.toContain('the key of this window');
});
