import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { type FakeReceiver, fakeReceiver } from '#test/kit/fake-receiver.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

const START = '2026-01-05T20:00:00Z';
const SMS = {
  ...{ name: 'send_sms', title: 'SMS', on: true, hourly_cap: 100 },
  means: {
    kind: 'WEBHOOK',
    method: 'POST',
    url: 'https://sms.example/send',
    headers: [],
    template: '{"to":"{{contact.name}}","text":"{{escalation.role}}: {{finding.title}}"}',
    resolve_template: null,
  },
} as const satisfies Input<'actions.save'>;
const RUNBOOK = {
  ...{ finding_type: 'MANUAL', title: 'Opened by a person', category: 'SECURITY', severity: 'HIGH' },
  ...{ steps: ['Look.'], escalation_sla_minutes: 10, escalate_to_role: 'supervisor' },
};
const NIGHT = {
  days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
  start: '22:00',
  end: '06:00',
} as const;
const SUPERVISOR = {
  role: 'supervisor',
  chain: [{ role: 'area_manager', after_minutes: 15 }],
  again_minutes: null,
  quiet_hours: [],
} satisfies Input<'escalation.save'>;
const quiet = (role: string) => ({
  ...{ role, chain: [], again_minutes: null },
  quiet_hours: [{ ...NIGHT, days: [...NIGHT.days] }],
});
const SITE = {
  ...{ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } },
  escalation_roles: {
    supervisor: [{ name: 'Sue', action: 'send_sms' }],
    area_manager: [{ name: 'Amy', action: 'send_sms' }],
  },
};

let far: FakeReceiver;
let program: SeatsBench;
let root: Seat;
let ada: Seat;

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const refusal = async (input: Input<'escalation.save'>): Promise<string> => {
  const reply = await root.call('escalation.save', input);
  return reply.ok ? 'done' : reply.fault.message;
};
const report = async () => {
  const facts = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate', note: 'seen' } as const;
  return (await ask(ada, 'findings.report', facts)).id;
};
const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= 5 * SECOND) {
    program.bench.clock.advance(Math.min(left, 5 * SECOND));
    await new Promise((done) => setImmediate(done));
  }
};
const sent = () => far.got.map(({ body }) => JSON.parse(body).to);
const clocks = async (id: string) => (await ask(ada, 'findings.get', { id })).escalation;

beforeEach(async () => {
  far = fakeReceiver();
  program = await seatsBench(START, { outgoing: far.outgoing });
  await program.bench.configure(fleetDocument({ sites: 1, site: () => SITE }));
  root = await turnAccountsOn(program.seats);
  ada = await signedIn(program.seats, root, { name: 'Ada', role: 'operator' });
  program.bench.engine.start();
  await ask(root, 'accounts.set_idle', { minutes: 240 });
  await ask(root, 'actions.save', SMS);
  const allowed = [{ host: 'sms.example', port: null, inside: false }];
  await ask(root, 'actions.set_rails', { allowed, automatic: true });
  const { runbook } = (await ask(root, 'runbooks.history', { finding_type: 'MANUAL' }))[0] ?? {};
  const base_version = runbook?.version ?? 0;
  await ask(root, 'runbooks.save', { runbook: RUNBOOK, base_version, dry_run: false });
});
afterEach(() => program[Symbol.asyncDispose]());

describe('a finding that nobody acknowledges', () => {
  it('goes along the chain of its role, and says on its page who comes next and what became of each message', async () => {
    await ask(root, 'escalation.save', SUPERVISOR);
    const id = await report();
    const { detected_at } = (await ask(ada, 'findings.get', { id })).finding;
    expect(await clocks(id)).toEqual({
      next: { kind: 'NEXT', role: 'supervisor', at: detected_at + 10 * MINUTE },
      later: [
        { role: 'supervisor', after_minutes: 0 },
        { role: 'area_manager', after_minutes: 15 },
      ],
      ...{ again_minutes: null, waiting: [], told: [] },
    });
    await pass(11 * MINUTE);
    expect(sent()).toEqual(['Sue']);
    await pass(15 * MINUTE);
    expect(sent()).toEqual(['Sue', 'Amy']);
    await pass(2 * HOUR);
    expect(sent()).toHaveLength(2);
    expect(await clocks(id)).toMatchObject({
      next: null,
      told: [
        { role: 'area_manager', times: 1, messages: [{ action: 'send_sms', to: 'Amy', state: 'SENT' }] },
        { role: 'supervisor', times: 1, due_at: detected_at + 10 * MINUTE, messages: [{ to: 'Sue' }] },
      ],
    });
  });

  it('is told again until somebody has it, and anew when the acknowledgement lapses, over crashes and a clock that is set', async () => {
    await ask(root, 'escalation.save', { ...SUPERVISOR, chain: [], again_minutes: 10 });
    const id = await report();
    await pass(11 * MINUTE);
    await program.restart();
    program.bench.clock.step(-2 * HOUR);
    await pass(MINUTE);
    expect(sent()).toEqual(['Sue']);
    await pass(10 * MINUTE);
    expect(sent()).toEqual(['Sue', 'Sue']);
    await program.bench.engine.handlers['findings.acknowledge']({ ids: [id] }, ADA);
    await pass(29 * MINUTE);
    expect(sent()).toHaveLength(2);
    await pass(2 * MINUTE);
    const told = program.bench.store.findings.tellings(id).map(({ round, times }) => [round, times]);
    expect(told.sort()).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
    const keys = new Set(far.got.map(({ headers }) => headers['Idempotency-Key']));
    expect([sent().length, keys.size]).toEqual([3, 3]);
  });

  it('goes to the next of its chain in time over a clock that was set back and a restart after it', async () => {
    await ask(root, 'escalation.save', SUPERVISOR);
    await report();
    await pass(12 * MINUTE);
    program.bench.clock.step(-HOUR);
    await pass(4 * MINUTE);
    await program.restart();
    program.bench.engine.start();
    await pass(8 * MINUTE);
    expect(sent()).toEqual(['Sue']);
    await pass(2 * MINUTE);
    expect(sent()).toEqual(['Sue', 'Amy']);
  });

  it('goes to the next of its chain in time over a clock that was set back while the program was off', async () => {
    await ask(root, 'escalation.save', SUPERVISOR);
    await report();
    await pass(12 * MINUTE);
    program.bench.clock.step(-HOUR);
    await program.restart();
    program.bench.engine.start();
    await pass(12 * MINUTE);
    expect(sent()).toEqual(['Sue']);
    await pass(2 * MINUTE);
    expect(sent()).toEqual(['Sue', 'Amy']);
  });

  it('waits for the end of quiet hours, and is told then if it is still open', async () => {
    await ask(root, 'escalation.save', quiet('supervisor'));
    await pass(HOUR + 55 * MINUTE);
    const [open, closed] = [await report(), await report()];
    await pass(30 * MINUTE);
    expect(sent()).toEqual([]);
    const until = Date.parse('2026-01-06T06:00:00Z');
    expect(await clocks(open)).toMatchObject({
      next: { kind: 'WAITED', role: 'supervisor', at: until },
      waiting: [{ role: 'supervisor', until }],
    });
    expect((await ask(ada, 'findings.get', { id: open })).finding.escalated_at).not.toBeNull();
    await ask(ada, 'findings.resolve', { ids: [closed], disposition: 'BENIGN', note: 'shut' });
    program.bench.clock.step(until - program.bench.clock.now() - MINUTE);
    await pass(30 * SECOND);
    expect(sent()).toEqual([]);
    await pass(MINUTE);
    expect(sent()).toEqual(['Sue']);
  });

  it('follows what an administrator has set up while it was open', async () => {
    const id = await report();
    await pass(11 * MINUTE);
    expect((await clocks(id)).next).toBeNull();
    await ask(root, 'escalation.save', SUPERVISOR);
    await pass(15 * MINUTE);
    expect(sent()).toEqual(['Sue', 'Amy']);
    await ask(root, 'escalation.remove', { role: 'supervisor' });
    expect((await ask(root, 'escalation.list', {})).roles).toEqual([]);
  });

  it('is told at the very instant, between two ticks too', async () => {
    await ask(root, 'escalation.save', SUPERVISOR);
    await pass(2 * SECOND);
    const id = await report();
    await pass(26 * MINUTE);
    const told = program.bench.store.findings.tellings(id);
    expect(told.map(({ at, due_at }) => at - due_at)).toEqual([0, 0]);
  });
});

describe('what is set up for a role', () => {
  it('is refused with its place where it goes to nobody, to somebody twice, or back', async () => {
    const step = (role: string, after_minutes: number) => ({ role, after_minutes });
    const chain = (...steps: Input<'escalation.save'>['chain']) => refusal({ ...SUPERVISOR, chain: steps });
    expect(await chain(step('supervisor', 5))).toMatch(/^chain\[0\].role: found supervisor/);
    expect(await chain(step('a', 5), step('a', 9))).toMatch(/^chain\[1\].role: found a,/);
    expect(await chain(step('a', 5), step('b', 5))).toMatch(
      /^chain\[1\].after_minutes: found 5, expected more than 5/,
    );
    const all = { days: [...NIGHT.days], start: '00:00', end: '24:00' };
    expect(await refusal({ ...SUPERVISOR, quiet_hours: [all] })).toMatch(
      /^quiet_hours: found the whole week/,
    );
    expect(await refusal({ ...SUPERVISOR, quiet_hours: [{ ...all, end: '00:00' }] })).toMatch(
      /^quiet_hours\[0\].end/,
    );
    expect(await chain(step('a', 5), step('b', 6))).toBe('done');
  });

  it('is in the audit trail, and roles that runbooks name are offered', async () => {
    await ask(root, 'escalation.save', SUPERVISOR);
    const trail = program.bench.store.trail.since(0, 1_000).filter(({ entity }) => entity === 'escalation');
    expect(trail).toMatchObject([
      { action: 'escalation.changed', entity_id: 'supervisor', before: null, after: SUPERVISOR },
    ]);
    const { known } = await ask(ada, 'escalation.list', {});
    expect(known).toEqual(expect.arrayContaining(['area_manager', 'operations_manager', 'supervisor']));
  });
});
