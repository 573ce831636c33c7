import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MethodName, methods } from '#contract/index.ts';
import { HOUR, toIso } from '#core/model/time.ts';
import { PERMISSIONS } from '#core/people/permissions.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { everyMethod, FLEET, ok, START } from '#test/kit/every-method.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

const NAMES = Object.keys(methods) as MethodName[];
/** Words that only another tenant's rows hold; and codes and names, which a refusal may repeat as they were asked, and an answer never holds. */
const FOREIGN = /tenant [23]|of (S-[23]|T-[23])|their title|their note|their case/i;
const FOREIGN_CODE = /"(S-[23]|T-[23]|their|their view|their-key)"/;

describe.each([
  ['a tenant', { tenants: ['T-1'], clients: [], sites: [] }],
  ['a client', { tenants: [], clients: [{ tenant: 'T-1', client: 'C-1' }], sites: [] }],
  ['a site', { tenants: [], clients: [], sites: ['S-1'] }],
])('who is limited to %s of one of three tenants with the same codes', (_, scope) => {
  let program: SeatsBench;
  let seat: Seat;
  let inputs: Readonly<Record<MethodName, unknown>>;
  const heard: unknown[] = [];
  /** Everything that is the others', as the database has it. */
  const theirs = () => {
    const { store } = program.bench;
    const findings = program.bench.findings().filter(({ tenant }) => tenant === 'T-2' || tenant === 'T-3');
    return JSON.stringify([
      findings,
      store.configuration.documents('T-2'),
      store.keys.all(),
      store.views.all(),
      store.cases.newest(10, (scope) => scope === 'all'),
      store.deliveries.inState('REQUESTED'),
      store.checkups.open().filter(({ site }) => site !== 'S-1'),
    ]);
  };

  beforeAll(async () => {
    program = await seatsBench(toIso(START));
    const root = await turnAccountsOn(program.seats);
    await program.bench.configure(FLEET);
    inputs = await everyMethod(root);
    seat = await signedIn(program.seats, root, { name: 'Limited', role: 'administrator', scope });
    seat.subscribe((event, payload) => void heard.push([event, payload]));
  });
  afterAll(() => program[Symbol.asyncDispose]());

  /** Leaving, or changing who one is, comes last. */
  const LAST: readonly MethodName[] = [
    'session.sign_in',
    'session.lock',
    'session.set_secret',
    'session.sign_out',
  ];
  it.each(NAMES.filter((name) => !LAST.includes(name)))(
    '%s gives them nothing of another tenant, and changes nothing there',
    async (name) => {
      // Nothing of the question is left out by its schema: what is asked is what it says.
      expect(methods[name].input.parse(inputs[name])).toMatchObject(inputs[name] as object);
      const before = theirs();
      const reply = await seat.call(name, inputs[name]);
      const text = JSON.stringify(reply);
      expect(text).not.toMatch(FOREIGN);
      if (reply.ok) expect(text).not.toMatch(FOREIGN_CODE);
      expect(theirs()).toBe(before);
      // Proves that it was really asked: whatever is refused here was no slip of this test.
      if (!reply.ok && reply.fault.code === 'bad-request')
        expect([name, reply.fault.message]).toEqual([name, '']);
      if ('whole' in PERMISSIONS[name]) expect(reply).toMatchObject({ fault: { code: 'forbidden' } });
    },
  );

  it('still sees its own', async () => {
    expect(await ok(seat, 'findings.page', {})).toMatchObject({ total: 1, rows: [{ site: 'S-1' }] });
    expect(await ok(seat, 'sites.list', {})).toMatchObject([{ code: 'S-1' }]);
    expect(await ok(seat, 'engine.status', {})).toMatchObject({ sites: 1 });
  });

  it('is told of what happens at its own places alone', async () => {
    heard.length = 0;
    const root = program.seats.seat('page', 'test', 'administrator');
    for (const site of ['S-1', 'S-2', 'S-3'])
      await ok(root, 'findings.report', {
        site,
        severity: 'CRITICAL',
        category: 'SECURITY',
        title: site === 'S-1' ? 'ours' : 'Their title',
        note: 'x',
      });
    await expect.poll(() => JSON.stringify(heard)).toContain('"S-1"');
    await new Promise((done) => setImmediate(done));
    expect(JSON.stringify(heard)).not.toMatch(FOREIGN);
    expect(JSON.stringify(heard)).not.toMatch(FOREIGN_CODE);
  });

  it('leaves a row of the trail for each guard’s trail that was shown, once an hour', async () => {
    const looks = () =>
      program.bench.store.trail
        .of('site', 'S-1')
        .filter(({ action, actor }) => action === 'site.trail_viewed' && actor.name === 'Limited');
    for (let count = 0; count < 3; count += 1) await ok(seat, 'sites.positions', { site: 'S-1' });
    await expect.poll(() => looks().length).toBe(1);
    program.bench.clock.advance(HOUR);
    await ok(seat, 'session.sign_in', { name: 'Limited', secret: SECRET });
    await ok(seat, 'sites.positions', { site: 'S-1' });
    await expect.poll(() => looks().length).toBe(2);
  });

  it.each(LAST)('%s gives them nothing of another tenant', async (name) => {
    expect(JSON.stringify(await seat.call(name, inputs[name]))).not.toMatch(FOREIGN);
  });
});
