import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { windowOf } from '#test/kit/desk.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { one, START } from '#test/kit/quiet-site.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, turnAccountsOn } from '#test/kit/signed-in.ts';

/* What somebody sees to goes to others at the end of a shift. */

let program: SeatsBench;
let root: Seat;

/** Two tenants with two sites each; nothing is found there by itself. */
const FLEET = fleetDocument({
  sites: 4,
  tenants: 2,
  site: () => ({
    people: [],
    devices: [],
    shifts: [],
    tours: [],
    audit: { enabled: false, alert_severity_threshold: 'LOW' },
  }),
});

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const person = async (name: string, scope: TenantScope = 'all') => {
  const limits = scope === 'all' ? scope : { tenants: [...scope.tenants], clients: [], sites: [] };
  await ask(root, 'accounts.add', { name, role: 'operator', scope: limits, secret: SECRET });
  const seat = windowOf(program.seats, name);
  await ask(seat, 'session.sign_in', { name, secret: SECRET });
  return seat;
};
const report = async (site: string, severity: 'HIGH' | 'LOW' = 'HIGH') => {
  const facts = { site, severity, category: 'SECURITY', title: `Gate ${site}`, note: 'seen' } as const;
  return (await ask(root, 'findings.report', facts)).id;
};
const finding = (id: string) => program.bench.store.findings.get(id);
const told = (id: string) =>
  program.bench.store.trail
    .of('finding', id)
    .filter(({ action }) => action === 'finding.handed_over')
    .map(({ actor, reason }) => `${actor.name}: ${reason}`);
const mine = async (seat: Seat, owner: string) =>
  (await ask(seat, 'findings.page', { filter: { owner, status: ['NEW', 'ACKNOWLEDGED'] } })).rows.map(
    ({ id }) => id,
  );
const NOTE = 'The keyholder comes at six';

beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(FLEET);
  root = await turnAccountsOn(program.seats);
  program.bench.engine.start();
  program.bench.clock.advance(2 * MINUTE);
});
afterEach(() => program[Symbol.asyncDispose]());

describe('what somebody sees to', () => {
  it('goes to a colleague in one step, with a row of the trail each, and stays acknowledged', async () => {
    const [ada, ben] = [await person('Ada'), await person('Ben')];
    const [first, second, others] = [await report('S-1'), await report('S-2'), await report('S-3')];
    await ask(ada, 'findings.acknowledge', { ids: [first] });
    await ask(root, 'findings.assign', { ids: [second], to: 'ada' });
    await ask(ben, 'findings.acknowledge', { ids: [others] });
    const before = finding(first);
    const done = await ask(ada, 'findings.hand_over', { ids: 'all', to: { person: 'ben' }, note: NOTE });
    expect({ ...done, changed: done.changed.toSorted() }).toEqual({
      changed: [first, second].toSorted(),
      refused: [],
    });
    expect(finding(first)).toMatchObject({
      assigned_to: 'Ben',
      status: 'ACKNOWLEDGED',
      ack_until: before?.ack_until,
    });
    expect(told(first)).toEqual([`Ada: from Ada to Ben: ${NOTE}`]);
    expect(told(others)).toEqual([]);
    expect(await mine(ada, 'Ada')).toEqual([]);
    expect((await mine(ben, 'Ben')).toSorted()).toEqual([first, second, others].toSorted());
    expect(program.bench.store.trail.verify()).toMatchObject({ ok: true });
  });

  it('goes in part, and only what is one’s own', async () => {
    const [ada, ben] = [await person('Ada'), await person('Ben')];
    const [first, second, his, nobodys] = [
      await report('S-1'),
      await report('S-2'),
      await report('S-3'),
      await report('S-4'),
    ];
    await ask(ada, 'findings.acknowledge', { ids: [first, second] });
    await ask(ben, 'findings.acknowledge', { ids: [his] });
    const done = await ask(ada, 'findings.hand_over', {
      ids: [first, his, nobodys],
      to: { person: 'Ben' },
      note: NOTE,
    });
    expect(done).toEqual({
      changed: [first],
      refused: [
        { id: his, why: 'Ben has it.' },
        { id: nobodys, why: 'Nobody has it.' },
      ],
    });
    expect(await mine(ada, 'Ada')).toEqual([second]);
  });

  it('is not given to a colleague who may not see the site, and the rest goes', async () => {
    const [ada, carl] = [await person('Ada'), await person('Carl', { tenants: ['T-1'] })];
    const [seen, hidden] = [await report('S-1'), await report('S-2')];
    await ask(ada, 'findings.acknowledge', { ids: [seen, hidden] });
    const done = await ask(ada, 'findings.hand_over', { ids: 'all', to: { person: 'Carl' }, note: NOTE });
    expect(done.changed).toEqual([seen]);
    expect(done.refused).toEqual([{ id: hidden, why: 'Carl does not see this site.' }]);
    expect(finding(hidden)?.assigned_to).toBeNull();
    expect(await mine(carl, 'Carl')).toEqual([seen]);
  });

  it('is handed over by a limited account only as far as it sees', async () => {
    const carl = await person('Carl', { tenants: ['T-1'] });
    await person('Ben');
    const [seen, hidden] = [await report('S-1'), await report('S-2')];
    await ask(root, 'findings.assign', { ids: [seen, hidden], to: 'Carl' });
    const done = await ask(carl, 'findings.hand_over', { ids: 'all', to: { person: 'Ben' }, note: NOTE });
    expect(done).toEqual({ changed: [seen], refused: [] });
    expect(finding(hidden)?.assigned_to).toBe('Carl');
  });

  it.each([
    [{ person: 'Nora' }, 'There is no account Nora.'],
    [{ person: 'ADA' }, 'yours already'],
    [{ person: 'role:x' }, 'person: found role:x, expected a name.'],
    [{ role: 'nobody-knows' }, 'role: found nobody-knows, expected one of '],
  ])('goes to nobody who is not there: %j', async (to, why) => {
    const ada = await person('Ada');
    const id = await report('S-1');
    await ask(ada, 'findings.acknowledge', { ids: [id] });
    await expect(ask(ada, 'findings.hand_over', { ids: 'all', to, note: NOTE })).rejects.toThrow(why);
    expect(finding(id)?.assigned_to).toBeNull();
  });

  it('goes to no account that is switched off, and nothing goes where there is nothing', async () => {
    const ada = await person('Ada');
    await person('Ben');
    await expect(
      ask(ada, 'findings.hand_over', { ids: 'all', to: { person: 'Ben' }, note: NOTE }),
    ).rejects.toThrow('You own no open findings.');
    await ask(root, 'accounts.disable', { name: 'Ben' });
    await ask(ada, 'findings.acknowledge', { ids: [await report('S-1')] });
    await expect(
      ask(ada, 'findings.hand_over', { ids: 'all', to: { person: 'Ben' }, note: NOTE }),
    ).rejects.toThrow('The account Ben is switched off.');
  });

  it('stands in the handover of the shift', async () => {
    const ada = await person('Ada');
    await person('Ben');
    await ask(ada, 'findings.acknowledge', { ids: [await report('S-1')] });
    await ask(ada, 'findings.hand_over', { ids: 'all', to: { person: 'Ben' }, note: NOTE });
    program.bench.clock.advance(MINUTE);
    const since = program.bench.clock.now() - HOUR;
    const made = await ask(root, 'reports.make', { order: { kind: 'handover', since } });
    const text = JSON.stringify(made);
    expect(text).toContain('handed over');
    expect(text).toContain(`from Ada to Ben: ${NOTE}`);
  });
});

describe('what is handed over to a role', () => {
  const role = 'supervisor';
  const setUp = () => ask(root, 'escalation.save', { role, chain: [], again_minutes: null, quiet_hours: [] });

  it('waits there for everybody who may see it, and is whose acknowledges it', async () => {
    await setUp();
    const [ada, ben] = [await person('Ada'), await person('Ben')];
    const carl = await person('Carl', { tenants: ['T-1'] });
    const [here, there] = [await report('S-1', 'LOW'), await report('S-2')];
    await ask(ada, 'findings.acknowledge', { ids: [here, there] });
    await ask(ada, 'findings.hand_over', { ids: 'all', to: { role }, note: NOTE });
    expect(await mine(ada, 'Ada')).toEqual([]);
    expect(await ask(ben, 'findings.waiting', {})).toEqual([{ role, count: 2 }]);
    expect(await ask(carl, 'findings.waiting', {})).toEqual([{ role, count: 1 }]);
    expect(await mine(carl, `role:${role}`)).toEqual([here]);
    await program.restart();
    const again = windowOf(program.seats, 'Ben');
    await ask(again, 'session.sign_in', { name: 'Ben', secret: SECRET });
    await ask(again, 'findings.acknowledge', { ids: [here] });
    expect(finding(here)).toMatchObject({ assigned_to: null, acknowledged_by: 'Ben' });
    expect(await mine(again, 'Ben')).toEqual([here]);
    expect(await ask(again, 'findings.waiting', {})).toEqual([{ role, count: 1 }]);
    await ask(again, 'findings.resolve', { ids: [there], disposition: 'BENIGN', note: 'shut' });
    expect(await ask(again, 'findings.waiting', {})).toEqual([]);
  });

  it('is given back to the role by whoever takes the giving back, and to no role that nobody knows', async () => {
    await setUp();
    const ada = await person('Ada');
    const id = await report('S-1');
    await ask(ada, 'findings.assign', { ids: [id], to: `role:${role}` });
    expect(finding(id)?.assigned_to).toBe(`role:${role}`);
    await expect(ask(ada, 'findings.assign', { ids: [id], to: 'role:nobody-knows' })).rejects.toThrow(
      'role: found nobody-knows',
    );
  });
});

it('without accounts goes to any name, from what was given by name and what was acknowledged', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  const { handlers } = bench.engine;
  const facts = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate', note: 'seen' } as const;
  const { id } = await handlers['findings.report'](facts, ADA);
  await handlers['findings.assign']({ ids: [id], to: 'Ada' }, ADA);
  const done = await handlers['findings.hand_over']({ ids: 'all', to: { person: 'Ben' }, note: NOTE }, ADA);
  expect(done).toEqual({ changed: [id], refused: [] });
  expect(bench.store.findings.get(id)?.assigned_to).toBe('Ben');
});
