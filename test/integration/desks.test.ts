import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName, Payload } from '#contract/index.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { windowOf } from '#test/kit/desk.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;

/** Two tenants with two sites each; nothing is found there by itself. */
const FLEET = fleetDocument({
  sites: 4,
  tenants: 2,
  site: (index) => ({
    people: [],
    devices: [],
    shifts: [],
    tours: [],
    groups: index === 3 ? ['NIGHT'] : [],
    audit: { enabled: false, alert_severity_threshold: 'LOW' },
  }),
});
const NOWHERE = { tenants: [], clients: [], groups: [], sites: [] };
const NORTH = {
  code: 'NORTH',
  name: 'North',
  places: { ...NOWHERE, tenants: ['T-1'] },
  holders: ['Ada', 'Ben'],
};

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const account = (name: string, role: 'operator' | 'supervisor' = 'operator') =>
  ask(root, 'accounts.add', { name, role, secret: SECRET });
/** Signs in at a window of that person's own. */
const comes = async (name: string) => {
  const seat = windowOf(program.seats, name);
  await ask(seat, 'session.sign_in', { name, secret: SECRET });
  return seat;
};
const person = async (name: string, role: 'operator' | 'supervisor' = 'operator') => {
  await account(name, role);
  return comes(name);
};
const desk = async (seat: Seat, code = 'NORTH') => {
  const { desks } = await ask(seat, 'desks.state', {});
  return desks.find((each) => each.code === code);
};
const heardAt = (seat: Seat) => {
  const heard: Payload<'notice'>[] = [];
  seat.subscribeTo('notice', (notice) => void heard.push(notice));
  return heard;
};
const report = async (site: string, severity: 'CRITICAL' | 'HIGH' = 'CRITICAL') => {
  const facts = { site, severity, category: 'SECURITY', title: 'Gate open', note: 'seen' } as const;
  return (await ask(root, 'findings.report', facts)).id;
};
const sounding = async (seat: Seat) =>
  (await ask(seat, 'notices.state', {})).sounding.map(({ finding_id }) => finding_id);
const trail = () =>
  program.bench.store.trail
    .since(0, 1_000)
    .filter(({ entity }) => entity === 'desk')
    .map(({ action, entity_id, actor }) => `${actor.name} ${action} ${entity_id}`);
const settled = () => new Promise((done) => setImmediate(done));

beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(FLEET);
  root = await turnAccountsOn(program.seats);
  program.bench.engine.start();
  program.bench.clock.advance(2 * MINUTE); // the first test of sound and notices is over
});
afterEach(() => program[Symbol.asyncDispose]());

describe('without desks', () => {
  it('every alarm is for everybody', async () => {
    const ada = heardAt(await person('Ada'));
    await report('S-1');
    expect(ada).toMatchObject([{ holder: null, here: true, heard: true }]);
    expect(await ask(root, 'desks.state', {})).toEqual({ on: false, desks: [], offers: [], people: [] });
  });

  it('and with accounts off again, it is as if there had never been any', async () => {
    const ada = await person('Ada');
    await person('Ben');
    await ask(root, 'desks.save', NORTH);
    await ask(ada, 'desks.take', { desk: 'NORTH' });
    await ask(root, 'accounts.turn_off', {});
    const heard = heardAt(ada);
    await program.bench.engine.handlers['findings.report'](
      { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'seen' },
      ADA,
    );
    await ask(ada, 'desks.state', {});
    expect(heard).toMatchObject([{ holder: null, here: true, heard: true }]);
    expect(await ask(ada, 'desks.state', {})).toMatchObject({ on: false });
  });
});

describe('a desk', () => {
  beforeEach(async () => {
    for (const name of ['Ada', 'Ben']) await account(name);
    await ask(root, 'desks.save', NORTH);
  });

  it('is taken by who is named for it and signs in while nobody is there', async () => {
    const ada = await comes('Ada');
    expect(await desk(ada)).toMatchObject({
      holder: 'Ada',
      way: 'SIGN_IN',
      attended: true,
      mine: true,
      sites: 2,
    });
    const ben = await comes('Ben');
    expect(await desk(ben)).toMatchObject({ holder: 'Ada', mine: false, may_take: false });
    expect(trail()).toEqual(['Root desk.saved NORTH', 'Ada desk.taken_at_sign_in NORTH']);
  });

  it('has its alarms heard there alone; others have them in the feed', async () => {
    const [ada, ben] = [await comes('Ada'), await comes('Ben')];
    const [hers, his] = [heardAt(ada), heardAt(ben)];
    const here = await report('S-1');
    const elsewhere = await report('S-2');
    expect(hers).toMatchObject([
      { finding_id: here, here: true, heard: true },
      { finding_id: elsewhere, here: true, heard: true },
    ]);
    expect(his).toMatchObject([
      { finding_id: here, holder: 'Ada', here: false, heard: false },
      { finding_id: elsewhere, holder: null, here: true, heard: true },
    ]);
    expect((await sounding(ada)).toSorted()).toEqual([elsewhere, here].toSorted());
    expect(await sounding(ben)).toEqual([elsewhere]);
    expect(await ask(ben, 'findings.page', {})).toMatchObject({ total: 2 });
  });

  it('sounds everywhere as soon as no window of its holder listens any more, though nobody has signed out', async () => {
    const [ada, ben] = [await comes('Ada'), await comes('Ben')];
    const close = ada.subscribe(() => {});
    const his = heardAt(ben);
    await report('S-1');
    close();
    const alone = await report('S-1');
    expect(his[0]).toMatchObject({ holder: 'Ada', here: false, heard: false });
    expect(his.at(-1)).toMatchObject({ finding_id: alone, holder: null, here: true, heard: true });
  });

  it('sounds everywhere while its holder has locked the screen, and everybody is told of what waits there', async () => {
    const [ada, ben] = [await comes('Ada'), await comes('Ben')];
    const first = await report('S-1', 'HIGH');
    const his = heardAt(ben);
    await ask(ada, 'session.lock', {});
    await settled();
    expect(his).toMatchObject([
      {
        kind: 'desk',
        tag: 'desk:NORTH',
        finding_id: first,
        title: 'Nobody is at desk North · 1 alarm',
        heard: true,
      },
    ]);
    expect(await desk(ben)).toMatchObject({ holder: 'Ada', attended: false, alarms: 1, may_take: true });
    const withdrawn: string[] = [];
    ben.subscribeTo('notices.withdrawn', ({ tags }) => void withdrawn.push(...tags));
    const second = await report('S-1');
    expect(his.at(-1)).toMatchObject({ finding_id: second, here: true, heard: true });
    await ask(ada, 'session.sign_in', { name: 'Ada', secret: SECRET });
    expect(withdrawn).toContain('desk:NORTH');
    expect(await sounding(ben)).toEqual([]);
  });

  it('that nobody attends is taken over by who may hold it, with what its last holder saw to', async () => {
    const ada = await comes('Ada');
    const [id, other] = [await report('S-1'), await report('S-2')];
    await ask(ada, 'findings.acknowledge', { ids: [id, other] });
    const ben = await comes('Ben');
    await expect(ask(ben, 'desks.take', { desk: 'NORTH' })).rejects.toThrow('Ada is at desk NORTH');
    await ask(ada, 'session.sign_out', {});
    expect(await ask(ben, 'desks.take', { desk: 'NORTH' })).toEqual({ findings: 1 });
    expect(program.bench.store.findings.get(id)?.assigned_to).toBe('Ben');
    expect(program.bench.store.findings.get(other)?.assigned_to).toBeNull();
    expect(await desk(ben)).toMatchObject({ holder: 'Ben', way: 'TAKEN', attended: true });
  });

  it('is held over a crash of the program, by whoever held it', async () => {
    await comes('Ada');
    await program.restart();
    root = program.seats.seat('page', 'test', 'administrator');
    expect(await desk(root)).toMatchObject({ holder: 'Ada', attended: true });
  });

  it('is refused to who is not named for it or does not see all of it; whoever leads may step in', async () => {
    const cy = await person('Cy');
    await expect(ask(cy, 'desks.take', { desk: 'NORTH' })).rejects.toThrow('not one of those who hold');
    const scope = { tenants: [], clients: [], sites: ['S-1'] };
    const part = await signedIn(program.seats, root, { name: 'Part', role: 'supervisor', scope });
    await expect(ask(part, 'desks.take', { desk: 'NORTH' })).rejects.toThrow('does not see all sites');
    const lead = await person('Lead', 'supervisor');
    expect(await desk(lead)).toMatchObject({ holder: null, may_take: true });
    await ask(lead, 'desks.take', { desk: 'NORTH' });
    expect(await desk(lead)).toMatchObject({ holder: 'Lead', way: 'TAKEN' });
  });

  it('narrows the feed to its sites and to what nobody can place', async () => {
    await report('S-1');
    const elsewhere = await report('S-2');
    const page = await ask(root, 'findings.page', { filter: { desks: ['NORTH'] } });
    expect(page.rows).toMatchObject([{ site: 'S-1', desk: 'NORTH' }]);
    expect(await ask(root, 'findings.counts', { filter: { desks: ['NORTH'] } })).toMatchObject({ open: 1 });
    const all = await ask(root, 'findings.page', {});
    expect(all.rows.find(({ id }) => id === elsewhere)).toMatchObject({ desk: null });
  });
});

describe('a hand-over', () => {
  let [ada, ben]: Seat[] = [];
  beforeEach(async () => {
    for (const name of ['Ada', 'Ben']) await account(name);
    await ask(root, 'desks.save', NORTH);
    [ada, ben] = [await comes('Ada'), await comes('Ben')];
  });
  const seats = (): readonly [Seat, Seat] => {
    if (ada === undefined || ben === undefined) throw new Error('nobody is here');
    return [ada, ben];
  };
  const offer = (seat: Seat) =>
    ask(seat, 'desks.offer', { desks: ['NORTH'], to: 'ben', note: 'quiet night' });

  it('is offered with a note and accepted by the colleague, who then has what the first one owned', async () => {
    const [from, to] = seats();
    const id = await report('S-1');
    await ask(from, 'findings.acknowledge', { ids: [id] });
    const { id: offered } = await offer(from);
    expect(await ask(to, 'desks.state', {})).toMatchObject({
      offers: [{ id: offered, from: 'Ada', to: 'Ben', note: 'quiet night' }],
    });
    await expect(ask(from, 'desks.answer', { id: offered, accept: true })).rejects.toThrow('Only Ben');
    expect(await ask(to, 'desks.answer', { id: offered, accept: true })).toEqual({ findings: 1 });
    expect(await desk(to)).toMatchObject({ holder: 'Ben', way: 'HAND_OVER', mine: true });
    expect(program.bench.store.findings.get(id)?.assigned_to).toBe('Ben');
    expect(trail().slice(-2)).toEqual(['Ada desk.offered NORTH', 'Ben desk.handed_over NORTH']);
    expect(await ask(to, 'desks.state', {})).toMatchObject({ offers: [] });
  });

  it('is turned down, taken back, or forgotten after two hours, and the desk stays where it is', async () => {
    const [from, to] = seats();
    for (const seat of [to, from]) {
      const { id } = await offer(from);
      await ask(seat, 'desks.answer', { id, accept: false });
      await expect(ask(to, 'desks.answer', { id, accept: true })).rejects.toThrow('not offered any more');
    }
    const { id } = await offer(from);
    program.bench.clock.advance(2 * HOUR);
    await ask(to, 'session.sign_in', { name: 'Ben', secret: SECRET });
    await expect(ask(to, 'desks.answer', { id, accept: true })).rejects.toThrow('not offered any more');
    expect(await desk(to)).toMatchObject({ holder: 'Ada' });
  });

  it('is done at one place by the secret of the colleague, who is signed in there from then on', async () => {
    const [from] = seats();
    const hand = { desks: ['NORTH'], to: 'Ben', note: 'quiet night' };
    await expect(ask(from, 'desks.hand_over', { ...hand, secret: 'not this one' })).rejects.toThrow(
      'do not belong',
    );
    expect(await desk(from)).toMatchObject({ holder: 'Ada' });
    expect(await ask(from, 'desks.hand_over', { ...hand, secret: SECRET })).toMatchObject({ account: 'Ben' });
    expect(await ask(from, 'session.state', {})).toMatchObject({ account: 'Ben', state: 'OPEN' });
    expect(await desk(from)).toMatchObject({ holder: 'Ben', mine: true, attended: true });
  });

  it('is no way to give what one does not hold, or to whom may not hold it', async () => {
    const [from, to] = seats();
    await expect(ask(from, 'desks.offer', { desks: ['NORTH'], to: 'Ada', note: 'x' })).rejects.toThrow(
      'yours already',
    );
    await expect(ask(to, 'desks.offer', { desks: ['NORTH'], to: 'Ada', note: 'x' })).rejects.toThrow(
      'do not hold',
    );
    await person('Cy');
    await expect(ask(from, 'desks.offer', { desks: ['NORTH'], to: 'Cy', note: 'x' })).rejects.toThrow(
      'not one of',
    );
  });
});

describe('making desks', () => {
  it('refuses what there is not and what another desk has, all at once', async () => {
    await person('Ada');
    await ask(root, 'desks.save', { ...NORTH, holders: ['ada'] });
    const places = {
      tenants: ['T-1', 'T-9'],
      clients: [{ tenant: 'T-1', client: 'C-9' }],
      groups: [{ tenant: 'T-1', group: 'NIGHT' }],
      sites: ['S-9'],
    };
    const wrong = { code: 'EAST', name: 'East', places, holders: ['Nobody here'] };
    await expect(ask(root, 'desks.save', wrong)).rejects.toThrow(
      /T-9.*C-9.*NIGHT.*S-9.*Nobody here.*T-1 is at desk NORTH already/s,
    );
    expect((await ask(root, 'desks.state', {})).desks).toMatchObject([{ code: 'NORTH', holders: ['Ada'] }]);
  });

  it('gives a site to the desk that names it nearest, and its alarms to everybody when that desk is removed', async () => {
    await ask(root, 'desks.save', { ...NORTH, holders: [], places: { ...NOWHERE, tenants: ['T-2'] } });
    const night = { ...NOWHERE, groups: [{ tenant: 'T-2', group: 'NIGHT' }] };
    await ask(root, 'desks.save', { code: 'NIGHT', name: 'Night', holders: [], places: night });
    expect(await desk(root)).toMatchObject({ sites: 1 });
    expect(await desk(root, 'NIGHT')).toMatchObject({ sites: 1 });
    await ask(root, 'desks.remove', { code: 'NIGHT' });
    expect(await desk(root)).toMatchObject({ sites: 2 });
  });
});
