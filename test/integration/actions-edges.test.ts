import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn, report } from '#test/kit/events.ts';
import { answered, type FakeReceiver, fakeReceiver } from '#test/kit/fake-receiver.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const ACTION = {
  ...{ name: 'tell', title: 'Tell', on: true, hourly_cap: 1 },
  means: {
    ...{ kind: 'WEBHOOK', method: 'POST', url: 'https://far.example/', headers: [] },
    ...{ template: '{"about":"{{finding.subject}}"}', resolve_template: '{"over":"{{finding.subject}}"}' },
  },
} as const satisfies Input<'actions.save'>;

let far: FakeReceiver;
let bench: EngineBench;
beforeEach(async () => {
  far = fakeReceiver();
  bench = await engineBench('2026-01-05T02:00:00Z', { outgoing: far.outgoing });
  const site = () => ({ people: [], devices: [], shifts: [], tours: [], audit: { critical_signals: [] } });
  await bench.configure(fleetDocument({ sites: 1, site }));
  bench.engine.start();
  const { handlers } = bench.engine;
  await handlers['actions.save']({ ...ACTION, means: { ...ACTION.means, headers: [] } }, ADA);
  const allowed = [{ host: 'far.example', port: null, inside: false }];
  await handlers['actions.set_rails']({ allowed, automatic: true }, ADA);
  for (const finding_type of ['DURESS', 'EXTERNAL_ALERT']) {
    const known = bench.store.runbooks.all().find((each) => each.finding_type === finding_type);
    const about = { finding_type, title: 'x', category: 'SAFETY', severity: 'HIGH', steps: ['Look.'] };
    const passed = { escalation_sla_minutes: 600, escalate_to_role: 'supervisor' };
    const freely = { auto_actions: ['tell'], auto_action_enabled: true, low_risk: true };
    const runbook = { ...about, ...passed, ...freely };
    const base_version = known?.version ?? 0;
    await handlers['runbooks.save']({ runbook, base_version, dry_run: false }, ADA);
  }
});
afterEach(() => bench[Symbol.asyncDispose]());

const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= SECOND) {
    bench.clock.advance(Math.min(left, SECOND));
    await new Promise((done) => setImmediate(done));
  }
};
const sent = () => far.got.map(({ body }) => JSON.parse(body));
const alert = (fingerprint: string, over = false) =>
  bench.say(
    report('S-1', bench.clock.now(), {
      ...{ fingerprint, severity: 'HIGH' },
      ...(over ? { status: 'resolved' } : {}),
    }),
  );
const inState = (state: 'REQUESTED' | 'SENDING' | 'QUEUED' | 'SENT') => bench.store.deliveries.inState(state);

describe('what goes by itself', () => {
  it('is capped by the hour, but for calls for help: each of them goes', async () => {
    for (const person of ['G-1', 'G-2', 'G-3'])
      bench.say(checkIn('S-1', bench.clock.now(), person, 'DURESS'));
    for (const fingerprint of ['f1', 'f2']) alert(fingerprint);
    await pass(SECOND);
    expect(
      sent()
        .map(({ about }) => about)
        .sort(),
    ).toEqual(['person:G-1', 'person:G-2', 'person:G-3']);
    expect(inState('REQUESTED').map(({ reason }) => reason)).toEqual(
      Array(2).fill('3 went about this site within an hour already.'),
    );
  });

  it('is told again where a finding is back after its end was told, and not while it goes on', async () => {
    await bench.engine.handlers['actions.save'](
      { ...ACTION, hourly_cap: 9, means: { ...ACTION.means, headers: [] } },
      ADA,
    );
    const about = { about: 'alert:f1' };
    alert('f1');
    await pass(MINUTE);
    alert('f1');
    await pass(MINUTE);
    expect(sent()).toEqual([about]);
    alert('f1', true);
    await pass(MINUTE);
    alert('f1');
    await pass(MINUTE);
    expect(sent()).toEqual([about, { over: 'alert:f1' }, about]);
  });
});

describe('a message on its way', () => {
  it('is broken off by the kill switch, and goes again under its key when it may', async () => {
    far.next.push('HANG');
    alert('f1');
    await pass(SECOND);
    expect(inState('SENDING')).toHaveLength(1);
    await bench.engine.handlers['actions.stop']({ reason: 'wrong number' }, ADA);
    await pass(SECOND);
    expect(inState('QUEUED')).toMatchObject([{ maybe: true, last: { outcome: 'Everything was stopped.' } }]);
    await pass(MINUTE);
    expect(far.got).toHaveLength(1);
    await bench.engine.handlers['actions.resume']({}, ADA);
    await pass(MINUTE);
    const keys = far.got.map(({ headers }) => headers['Idempotency-Key']);
    expect([keys.length, new Set(keys).size, inState('SENT').length]).toEqual([2, 1, 1]);
  });

  it('whose end cannot be written is not sent again: it is written when the store takes it', async () => {
    const readOnly = (on: boolean) =>
      bench.store.session.prepare(`PRAGMA query_only = ${on ? 'ON' : 'OFF'}`).run();
    let answer = () => {};
    const send = far.outgoing.sendRequest;
    Object.assign(far.outgoing, {
      sendRequest: async (...given: Parameters<typeof send>) => {
        const result = await send(...given);
        await new Promise<void>((done) => {
          answer = done;
        });
        return result;
      },
    });
    far.next.push(answered(200));
    alert('f1');
    await pass(SECOND);
    readOnly(true);
    answer();
    await pass(30 * SECOND);
    expect([inState('SENDING').length, far.got.length]).toEqual([1, 1]);
    readOnly(false);
    await pass(30 * SECOND);
    expect([inState('SENT').length, far.got.length]).toEqual([1, 1]);
  });
});

describe('a test of an action', () => {
  const test = async (input: Input<'actions.test'> = { name: 'tell' }) =>
    bench.engine.handlers['actions.test'](input, ADA);
  const change = (means: Input<'actions.save'>['means']) =>
    bench.engine.handlers['actions.save']({ ...ACTION, means }, ADA);
  const rails = (given: Input<'actions.set_rails'>) => bench.engine.handlers['actions.set_rails'](given, ADA);
  const told = () =>
    bench.store.trail
      .of('action', 'tell')
      .filter(({ action }) => action.startsWith('action.test'))
      .map(({ action, actor, after }) => [action, actor.name, after]);

  it('sends one marked message by the way of every other, with its secret, and tells and keeps what came of it', async () => {
    const headers = [{ name: 'Authorization', value: 'Bearer {{secret}}' }];
    await bench.engine.handlers['actions.save'](
      { ...ACTION, means: { ...ACTION.means, headers }, secret: 'open sesame' },
      ADA,
    );
    far.next.push(answered(503, 'too busy for open sesame'));
    expect(await test()).toEqual({ arrived: false, outcome: 'answered 503: too busy for …' });
    expect(await test()).toEqual({ arrived: true, outcome: 'answered 200' });
    expect(far.got).toMatchObject([{}, { url: 'https://far.example/', body: '{"about":"TEST"}' }]);
    expect(far.got[1]?.headers).toMatchObject({ Authorization: 'Bearer open sesame', 'Vigil-Test': '1' });
    expect(new Set(far.got.map((request) => request.headers['Idempotency-Key'])).size).toBe(2);
    await pass(10 * MINUTE);
    expect(far.got).toHaveLength(2);
    expect(bench.store.deliveries.inState('SENT')).toEqual([]);
    expect(told()).toMatchObject([
      ['action.test_begun', 'local:ada', { version: 2 }],
      ['action.tested', 'local:ada', { verdict: 'AGAIN', outcome: 'answered 503: too busy for …' }],
      ['action.test_begun', 'local:ada', {}],
      ['action.tested', 'local:ada', { verdict: 'ARRIVED' }],
    ]);
    expect(JSON.stringify(told())).not.toContain('sesame');
  });

  it('goes not while everything is stopped or it is a dry run, and is broken off by the kill switch', async () => {
    await rails({ dry_run: true });
    await expect(test()).rejects.toThrow('dry run');
    await rails({ dry_run: false });
    far.next.push('HANG');
    const going = test();
    await expect(test()).rejects.toThrow('is on its way');
    await bench.engine.handlers['actions.stop']({ reason: 'wrong number' }, ADA);
    expect(await going).toEqual({ arrived: false, outcome: 'Everything was stopped.' });
    await expect(test()).rejects.toThrow('Everything is stopped');
    expect(far.got).toHaveLength(1);
  });

  it('asks where it goes where each finding says so otherwise, and is refused for what there is not', async () => {
    await change({
      ...ACTION.means,
      headers: [],
      template: '{"to":"{{contact.phone}}","text":"{{finding.title}}"}',
    });
    await expect(test()).rejects.toThrow('to: found nothing');
    await test({ name: 'tell', to: '+49 30 1' });
    expect(sent()).toEqual([{ to: '+49 30 1', text: 'TEST message of Vigil: nothing has happened' }]);
    await expect(test({ name: 'none' })).rejects.toThrow('There is no action none.');
  });
});
