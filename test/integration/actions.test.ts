import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { answered, type FakeReceiver, fakeReceiver } from '#test/kit/fake-receiver.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

const WEBHOOK = {
  ...{ name: 'send_sms', title: 'SMS to the guard', on: true, hourly_cap: 2, secret: 'open sesame' },
  means: {
    kind: 'WEBHOOK',
    method: 'POST',
    url: 'https://sms.example/send',
    headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
    template: '{"text":"{{finding.title}} at {{site.code}}"}',
    resolve_template: '{"text":"over: {{finding.title}}"}',
  },
} as const satisfies Input<'actions.save'>;
const RUNBOOK = {
  finding_type: 'MANUAL',
  title: 'Opened by a person',
  category: 'SECURITY',
  severity: 'HIGH',
  steps: ['Look.'],
  escalation_sla_minutes: 600,
  escalate_to_role: 'supervisor',
  auto_actions: ['send_sms'],
};

let far: FakeReceiver;
let program: SeatsBench;
let root: Seat;
let ada: Seat;
let sven: Seat;

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const refusal = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<string> => {
  const reply = await seat.call(method, input);
  return reply.ok ? 'done' : reply.fault.message;
};
const report = async (title = 'Gate open') => {
  const facts = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title, note: 'seen' } as const;
  return (await ask(ada, 'findings.report', facts)).id;
};
const resolve = (id: string) =>
  ask(ada, 'findings.resolve', { ids: [id], disposition: 'BENIGN', note: 'shut again' });
const requestFor = async (finding: string) => {
  const asked = { finding, action: 'send_sms', reason: 'nobody answers' };
  return (await ask(ada, 'deliveries.request', asked)).id;
};
const message = async (id: string) => {
  const { deliveries } = await ask(root, 'deliveries.list', {});
  const found = deliveries.find((delivery) => delivery.id === id);
  if (found === undefined) throw new Error(`no message ${id}`);
  return found;
};
const approve = async (id: string, although_over = false) => {
  const { hash } = await message(id);
  return ask(sven, 'deliveries.approve', { id, hash, although_over });
};
/** What was sent answers within the same turn of the loop; then as much time passes. */
const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= SECOND) {
    program.bench.clock.advance(Math.min(left, SECOND));
    await new Promise((done) => setImmediate(done));
  }
};
const states = async () =>
  (await ask(root, 'deliveries.list', {})).deliveries.map(({ state, kind }) => `${kind} ${state}`);
const allowAutomatic = async (runbook: object = { auto_action_enabled: true, low_risk: true }) => {
  await ask(root, 'actions.set_rails', { automatic: true });
  const { runbook: before } = (await ask(root, 'runbooks.history', { finding_type: 'MANUAL' }))[0] ?? {};
  await ask(root, 'runbooks.save', {
    ...{ runbook: { ...RUNBOOK, ...runbook }, base_version: before?.version ?? 0, dry_run: false },
  });
};

beforeEach(async () => {
  far = fakeReceiver();
  program = await seatsBench('2026-01-05T02:00:00Z', { outgoing: far.outgoing });
  await program.bench.configure(
    fleetDocument({
      sites: 1,
      site: () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } }),
    }),
  );
  root = await turnAccountsOn(program.seats);
  ada = await signedIn(program.seats, root, { name: 'Ada', role: 'operator' });
  sven = await signedIn(program.seats, root, { name: 'Sven', role: 'supervisor' });
  program.bench.engine.start();
  await ask(root, 'accounts.set_idle', { minutes: 120 });
  await ask(root, 'actions.save', WEBHOOK);
  await ask(root, 'actions.set_rails', { allowed: [{ host: 'sms.example', port: null, inside: false }] });
});
afterEach(() => program[Symbol.asyncDispose]());

describe('an action that somebody asks for', () => {
  it('is sent once another has approved it, exactly as it was read, with its secret and its key', async () => {
    const id = await requestFor(await report());
    await pass(MINUTE);
    expect(far.got).toEqual([]);
    const shown = await message(id);
    expect(JSON.stringify(shown)).not.toContain('sesame');
    await approve(id);
    await pass(SECOND);
    expect(far.got).toMatchObject([
      {
        url: 'https://sms.example/send',
        body: '{"text":"Gate open at S-1"}',
        headers: { Authorization: 'Bearer open sesame', 'Idempotency-Key': id },
      },
    ]);
    expect(shown.content).toMatchObject({ body: far.got[0]?.body });
    expect(await message(id)).toMatchObject({ state: 'SENT', last: { outcome: 'answered 200' } });
  });

  it('is approved by nobody who asked for it, changed it, or has not signed in', async () => {
    const asked = { finding: await report(), action: 'send_sms', reason: 'nobody answers' };
    const { id } = await ask(sven, 'deliveries.request', asked);
    const { hash } = await message(id);
    expect(await refusal(sven, 'deliveries.approve', { id, hash })).toContain('may not approve');
    expect(await refusal(ada, 'deliveries.approve', { id, hash })).toContain('Only a supervisor');
    await ask(root, 'deliveries.edit', { id, text: '{"text":"other"}' });
    expect(await refusal(root, 'deliveries.approve', { id, hash: (await message(id)).hash })).toContain(
      'may not approve',
    );
    await ask(root, 'accounts.turn_off', {});
    expect(await refusal(root, 'deliveries.approve', { id, hash })).toContain(
      'two people who have signed in',
    );
  });

  it('is not sent as it was read once its action was changed', async () => {
    const id = await requestFor(await report());
    const { hash } = await message(id);
    const means = { ...WEBHOOK.means, url: 'https://sms.example/new' };
    await ask(root, 'actions.save', { ...WEBHOOK, secret: undefined, means });
    expect(await refusal(sven, 'deliveries.approve', { id, hash })).toContain('read it again');
    expect(await message(id)).toMatchObject({ state: 'REQUESTED', content: { url: means.url } });
    await approve(id);
    await pass(SECOND);
    expect(far.got).toMatchObject([{ url: means.url }]);
  });

  it('stays approved when only a title, a cap or a secret of its action is changed', async () => {
    await ask(root, 'actions.save', { ...WEBHOOK, secret: null });
    const id = await requestFor(await report());
    await approve(id);
    await pass(SECOND);
    expect(await message(id)).toMatchObject({
      state: 'QUEUED',
      last: { outcome: expect.stringContaining('no secret') },
    });
    expect(far.got).toEqual([]);
    await ask(root, 'actions.save', { ...WEBHOOK, title: 'SMS', secret: 'open sesame' });
    await pass(MINUTE);
    expect(await message(id)).toMatchObject({ state: 'SENT' });
  });

  it('waits until somebody says that it goes although the finding is over', async () => {
    const finding = await report();
    const id = await requestFor(finding);
    await pass(MINUTE);
    await resolve(finding);
    await pass(40 * SECOND);
    const { hash, over_since } = await message(id);
    expect(program.bench.clock.now() - (over_since ?? 0)).toBe(40 * SECOND);
    expect(await refusal(sven, 'deliveries.approve', { id, hash })).toContain('is over');
    await approve(id, true);
    await pass(SECOND);
    expect(far.got.map(({ body }) => body)).toEqual([
      '{"text":"Gate open at S-1"}',
      '{"text":"over: Gate open"}', // it was over, and whoever was told the beginning is told that too
    ]);
  });

  it('is looked at again when its turn comes: what is over by then waits for a person', async () => {
    const finding = await report();
    const id = await requestFor(finding);
    await ask(ada, 'actions.stop', { reason: 'wrong number' });
    await approve(id);
    await resolve(finding);
    await ask(root, 'actions.resume', {});
    await pass(SECOND);
    expect(far.got).toEqual([]);
    expect(await message(id)).toMatchObject({ state: 'REQUESTED', note: expect.stringContaining('over') });
  });

  it('ends when nobody approves it in time, is declined with a reason, or taken back', async () => {
    const finding = await report();
    const [late, bad, rash] = [
      await requestFor(finding),
      await requestFor(finding),
      await requestFor(finding),
    ];
    await ask(sven, 'deliveries.decline', { id: bad, note: 'not for this' });
    await ask(ada, 'deliveries.withdraw', { id: rash, note: 'he is back' });
    await pass(31 * MINUTE);
    expect(await Promise.all([late, bad, rash].map(async (id) => (await message(id)).state))).toEqual([
      'EXPIRED',
      'DECLINED',
      'WITHDRAWN',
    ]);
    expect(far.got).toEqual([]);
  });
});

describe('a message that does not get through', () => {
  it('is tried again under its key, later each time, and not before the receiver wants', async () => {
    far.next.push(answered(503), { kind: 'UNKNOWN', reason: 'cut' }, answered(429, '', 5 * MINUTE));
    const id = await requestFor(await report());
    await approve(id);
    await pass(MINUTE);
    expect(far.got).toHaveLength(3);
    expect(await message(id)).toMatchObject({ state: 'QUEUED', attempts: 3 });
    await pass(5 * MINUTE);
    expect(far.got).toHaveLength(4);
    expect(new Set(far.got.map(({ headers }) => headers['Idempotency-Key']))).toEqual(new Set([id]));
    expect(await message(id)).toMatchObject({ state: 'SENT', attempts: 4 });
  });

  it('is dead after an answer that will not change, until somebody tries it again', async () => {
    far.next.push(answered(404, 'no such number'));
    const id = await requestFor(await report());
    await approve(id);
    await pass(SECOND);
    expect(await message(id)).toMatchObject({ state: 'DEAD', note: 'answered 404: no such number' });
    await ask(sven, 'deliveries.retry', { id });
    await pass(SECOND);
    expect(await message(id)).toMatchObject({ state: 'SENT' });
  });

  it('goes on after a crash while it was on its way, under the same key', async () => {
    far.next.push('HANG');
    const id = await requestFor(await report());
    await approve(id);
    await pass(SECOND);
    expect(await message(id)).toMatchObject({ state: 'SENDING' });
    await program.restart();
    await pass(10 * SECOND);
    expect(far.got.map(({ headers }) => headers['Idempotency-Key'])).toEqual([id, id]);
    const state = program.bench.store.deliveries.get(id)?.state;
    expect(state).toBe('SENT');
  });

  it('that may have arrived is tried on, and its end is told, though the finding is over by then', async () => {
    far.next.push({ kind: 'UNKNOWN', reason: 'cut' });
    const finding = await report();
    const id = await requestFor(finding);
    await approve(id);
    await pass(SECOND);
    await resolve(finding);
    await pass(MINUTE);
    expect(await message(id)).toMatchObject({ state: 'SENT', attempts: 2 });
    expect(await states()).toEqual(expect.arrayContaining(['RESOLVE SENT', 'TRIGGER SENT']));
  });

  it('says what the receiver said, but not the secret that it said back', async () => {
    const back = Buffer.from('open sesame').toString('base64');
    far.next.push(answered(401, `Invalid token: open sesame or ${back}`));
    const id = await requestFor(await report());
    await approve(id);
    await pass(SECOND);
    const kept = JSON.stringify([await message(id), program.bench.store.trail.since(0, 1_000)]);
    expect(kept).toContain('Invalid token: … or …');
    expect(kept).not.toContain('sesame');
    expect(kept).not.toContain(back);
  });

  it('leaves room for other actions while its receiver hangs', async () => {
    await ask(root, 'actions.save', { ...WEBHOOK, name: 'other', title: 'Other' });
    const finding = await report();
    for (let n = 0; n < 5; n += 1) {
      far.next.push('HANG');
      await approve(await requestFor(finding));
    }
    await pass(SECOND);
    expect(far.got).toHaveLength(3);
    far.next.length = 0;
    const asked = { finding, action: 'other', reason: 'urgent' };
    const { id } = await ask(ada, 'deliveries.request', asked);
    await approve(id);
    await pass(SECOND);
    expect(await message(id)).toMatchObject({ state: 'SENT' });
  });

  it('waits while everything is stopped, and goes on afterwards', async () => {
    await ask(ada, 'actions.stop', { reason: 'wrong number' });
    expect(await refusal(ada, 'actions.resume', {})).toContain('Only an administrator');
    const id = await requestFor(await report());
    await approve(id);
    await pass(MINUTE);
    expect(far.got).toEqual([]);
    await ask(root, 'actions.resume', {});
    await pass(SECOND);
    expect(await message(id)).toMatchObject({ state: 'SENT' });
  });
});

describe('an action of a runbook', () => {
  it('goes by itself where runbook and guard-rails let it, and tells the end to whoever heard the beginning', async () => {
    await allowAutomatic();
    const finding = await report();
    await pass(SECOND);
    expect(far.got.map(({ body }) => body)).toEqual(['{"text":"Gate open at S-1"}']);
    await resolve(finding);
    await pass(SECOND);
    expect(far.got[1]?.body).toBe('{"text":"over: Gate open"}');
    expect(await states()).toEqual(['RESOLVE SENT', 'TRIGGER SENT']);
  });

  it.each([
    ['the guard-rails', async () => void (await ask(root, 'actions.set_rails', { automatic: false }))],
    ['the action', async () => void (await ask(root, 'actions.save', { ...WEBHOOK, on: false }))],
    ['the runbook', () => allowAutomatic({ auto_action_enabled: false, low_risk: true })],
    ['its risk', () => allowAutomatic({ auto_action_enabled: true, low_risk: false })],
  ])('does not go by itself where %s forbids it', async (_, forbid) => {
    await allowAutomatic();
    await forbid();
    await report();
    await pass(MINUTE);
    expect([far.got, await states()]).toEqual([[], []]);
  });

  it('waits for a person once as many went about the site within an hour as may', async () => {
    await allowAutomatic();
    for (const title of ['one', 'two', 'three']) await report(title);
    await pass(SECOND);
    expect(far.got).toHaveLength(2);
    expect(await states()).toEqual(expect.arrayContaining(['TRIGGER REQUESTED']));
    await pass(HOUR);
    await report('four');
    await pass(SECOND);
    expect(far.got).toHaveLength(3);
  });

  it('is written down and not sent in a dry run', async () => {
    await allowAutomatic();
    await ask(root, 'actions.set_rails', { dry_run: true });
    await report();
    await pass(SECOND);
    expect([far.got, await states()]).toEqual([[], ['TRIGGER DRY_RUN']]);
  });
});

describe('an escalation', () => {
  const SITE = {
    ...{ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } },
    escalation_roles: {
      supervisor: [
        { name: 'Nia', phone: '+49 30 1', action: 'send_sms' },
        { name: 'Omar', email: 'omar@sms.example' }, // told by nobody but the desk
        { name: 'Pia', phone: '+49 30 2', action: 'send_sms' },
      ],
      operations_manager: [{ name: 'Quin', phone: '+49 30 3', action: 'send_sms' }],
    },
  };
  const means = {
    ...WEBHOOK.means,
    template: '{"to":"{{contact.phone}}","text":"{{escalation.role}}: {{finding.title}}"}',
    resolve_template: '{"over":"{{contact.phone}}"}',
  };
  beforeEach(async () => {
    await program.bench.configure(fleetDocument({ sites: 1, site: () => SITE }));
    await ask(root, 'actions.save', { ...WEBHOOK, secret: undefined, hourly_cap: 10, means });
  });
  const escalate = async () => {
    const id = await report();
    await pass(MINUTE);
    await ask(ada, 'findings.escalate', { ids: [id], reason: 'now' });
    await pass(SECOND);
    return id;
  };

  it('tells those who stand behind the role, each once, and the end too', async () => {
    await ask(root, 'actions.set_rails', { automatic: true });
    const id = await escalate();
    expect(far.got.map(({ body }) => JSON.parse(body))).toEqual(
      expect.arrayContaining([
        { to: '+49 30 1', text: 'supervisor: Gate open' },
        { to: '+49 30 2', text: 'supervisor: Gate open' },
      ]),
    );
    expect(far.got).toHaveLength(2);
    await resolve(id);
    await pass(MINUTE);
    expect(far.got.slice(2).map(({ body }) => JSON.parse(body).over)).toEqual(
      expect.arrayContaining(['+49 30 1', '+49 30 2']),
    );
    expect(far.got).toHaveLength(4);
  });

  it('that nobody took in time tells them as well, once, also after a crash', async () => {
    await ask(root, 'actions.set_rails', { automatic: true });
    const { runbook } = (await ask(root, 'runbooks.history', { finding_type: 'MANUAL' }))[0] ?? {};
    await ask(root, 'runbooks.save', {
      ...{ runbook: { ...RUNBOOK, escalation_sla_minutes: 5 }, dry_run: false },
      base_version: runbook?.version ?? 0,
    });
    await report();
    await pass(5 * MINUTE + 10 * SECOND);
    expect(far.got).toHaveLength(2);
    await program.restart();
    await pass(MINUTE);
    expect(far.got).toHaveLength(2);
  });

  it('waits for a person where nothing may go by itself', async () => {
    await escalate();
    expect([far.got, await states()]).toEqual([[], ['ESCALATION REQUESTED', 'ESCALATION REQUESTED']]);
  });
});

describe('what an administrator sets up', () => {
  it('is refused with its place where a template holds what nobody knows', async () => {
    const means = { ...WEBHOOK.means, template: '{"to":"{{guard.phone}}"}' };
    expect(await refusal(root, 'actions.save', { ...WEBHOOK, means })).toMatch(
      /^template\/to: found {{guard.phone}}, expected one of finding.id/,
    );
    expect(await refusal(root, 'actions.save', { ...WEBHOOK, means: { ...means, template: '{' } })).toMatch(
      /^template: found a text that is no JSON/,
    );
  });

  it('keeps secrets out of answers, the trail and the file', async () => {
    const { actions } = await ask(root, 'actions.list', {});
    expect(actions).toMatchObject([
      { name: 'send_sms', has_secret: true, used_by: expect.arrayContaining(['GUARD_NO_SHOW']) },
    ]);
    const stored = [actions, program.bench.store.trail.since(0, 1_000), program.bench.store.actions.all()];
    expect(JSON.stringify(stored)).not.toContain('sesame');
  });

  it('keeps a secret that is not given again, and takes it away when it is told to', async () => {
    await ask(root, 'actions.save', { ...WEBHOOK, secret: undefined });
    const id = await requestFor(await report());
    await approve(id);
    await pass(SECOND);
    expect(far.got[0]?.headers).toMatchObject({ Authorization: 'Bearer open sesame' });
    await ask(root, 'actions.save', { ...WEBHOOK, secret: null });
    expect((await ask(root, 'actions.list', {})).actions).toMatchObject([{ has_secret: false }]);
  });

  it('says in a preview exactly what would be sent, and why it cannot', async () => {
    const finding = await report();
    const shown = () => ask(ada, 'actions.preview', { finding, action: 'send_sms' });
    expect(await shown()).toMatchObject({
      content: { body: '{"text":"Gate open at S-1"}' },
      ...{ hindrance: null, tells_end: true },
    });
    await ask(root, 'actions.set_rails', { allowed: [] });
    expect((await shown()).hindrance).toContain('sms.example');
    expect(far.got).toEqual([]);
  });

  it('leaves a row of the trail for every change, request, approval and message', async () => {
    const id = await requestFor(await report());
    await approve(id);
    await pass(SECOND);
    await ask(root, 'actions.remove', { name: 'send_sms' });
    const rows = program.bench.store.trail
      .since(0, 1_000)
      .filter(({ entity }) => entity === 'action' || entity === 'delivery')
      .map(({ actor, action }) => `${actor.name} ${action}`);
    expect(rows).toEqual([
      'Root action.added',
      'Root action.rails_changed',
      'Ada delivery.requested',
      'Sven delivery.approved',
      'system delivery.sent',
      'Root action.removed',
    ]);
  });
});
