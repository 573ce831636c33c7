import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { INSTALLATION_ITEMS, SITE_ITEMS } from '#core/model/checkup.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { siteCheckups } from '#main/services/upkeep/jobs/checkups.ts';
import { windowOf } from '#test/kit/desk.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { HOST } from '#test/kit/read-bench.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

/** Two tenants with a site each, and one that is not audited. */
const FLEET = fleetDocument({
  sites: 3,
  tenants: 2,
  site: (index) => ({
    ...{ timezone: 'UTC', people: [], devices: [], shifts: [], tours: [] },
    audit: { enabled: index < 2, critical_signals: [], alert_severity_threshold: 'HIGH' },
  }),
});

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(reply.fault.message);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};

describe('checkups fall due', () => {
  let bench: EngineBench;
  const upkeep = { timezone: 'UTC', scheduleJob: () => () => {} };
  afterEach(() => bench[Symbol.asyncDispose]());
  const opened = async (start: string) => {
    bench = await engineBench(start, { upkeep });
    await bench.configure(FLEET);
    bench.engine.start();
  };
  const waiting = () => bench.store.checkups.open().map(({ kind, site }) => `${kind} ${site}`);
  const pass = async (minutes: number) => {
    bench.clock.advance(minutes * MINUTE);
    await new Promise((done) => setImmediate(done));
  };

  it('every Monday at six at each audited site, once, however long nobody looks', async () => {
    await opened('2026-01-05T05:30:00Z');
    await pass(20);
    expect(waiting()).toEqual([]);
    await pass(20);
    expect(waiting()).toEqual(['SITE S-1', 'SITE S-2']);
    const before = bench.store.checkups.open();
    expect(new Date(before[0]?.due_at ?? 0).toISOString()).toMatch(/^2026-01-05T06:0/);
    const planned = Number(bench.store.state.get('upkeep.site-checkups.due'));
    expect(new Date(planned).toISOString()).toBe('2026-01-12T06:00:00.000Z');
    // The next Monday, without the rounds of a week.
    const at = String(bench.clock.now());
    bench.store.transaction(() => bench.store.state.set('upkeep.site-checkups.due', at));
    await pass(5);
    expect(bench.store.checkups.open()).toEqual(before);
    const rows = bench.store.trail.of('engine', 'site-checkups');
    expect(rows.map(({ action, after }) => [action, after])).toMatchObject([
      ['checkups.due', { ok: true, due: 2, waiting: 0 }],
      ['checkups.due', { ok: true, due: 0, waiting: 2 }],
    ]);
  });

  it('once where somebody begins one while others are being made due', async () => {
    const document = fleetDocument({ sites: 450, site: () => ({ shifts: [], tours: [] }) });
    bench = await engineBench('2026-01-05T02:00:00Z', { facts: HOST });
    await bench.configure(document);
    const { store, engine, clock } = bench;
    const parts = { randomId: () => `due-${ids++}`, emit: () => {} };
    let ids = 0;
    const notAsked = () => {
      throw new Error('checkups need no memory');
    };
    const context = { store, clock, fleet: engine.fleet, memory: notAsked };
    const steps = siteCheckups(parts).run(context, clock.now());
    steps.next();
    const last = [...engine.fleet().sites].at(-1)?.code ?? '';
    expect(store.checkups.openOf('SITE', last)).toBeNull();
    await engine.handlers['checkups.begin']({ site: last }, ADA);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    expect(step.value.numbers).toEqual({ due: 449, waiting: 1 });
    expect(waiting().filter((each) => each === `SITE ${last}`)).toHaveLength(1);
    expect(waiting()).toHaveLength(450);
  });

  it('on the first of each month of the installation', async () => {
    await opened('2026-02-01T05:30:00Z');
    await pass(20);
    expect(waiting()).toEqual([]);
    await pass(20);
    expect(waiting()).toEqual(['INSTALLATION null']);
  });
});

describe('a checkup', () => {
  let program: SeatsBench;
  let root: Seat;
  let sue: Seat;
  beforeEach(async () => {
    program = await seatsBench('2026-01-05T02:00:00Z');
    await program.bench.configure(FLEET);
    root = await turnAccountsOn(program.seats);
    sue = await signedIn(program.seats, root, { name: 'Sue', role: 'supervisor' });
  });
  afterEach(() => program[Symbol.asyncDispose]());
  const raise = (title: string) =>
    ask(root, 'findings.report', { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title, note: 'x' });
  const begin = (seat: Seat, site = 'S-1') => ask(seat, 'checkups.begin', { site });
  const tickAll = async (
    id: string,
    names: readonly (typeof SITE_ITEMS | typeof INSTALLATION_ITEMS)[number][],
  ) => {
    for (const item of names) await ask(sue, 'checkups.tick', { id, item, outcome: 'FINE' });
  };

  it('freezes the figures when it is begun, and stays so until it is signed', async () => {
    await raise('Gate');
    await raise('Gate');
    program.bench.clock.advance(1);
    const { id } = await begin(sue);
    const begun = await ask(sue, 'checkups.get', { id });
    expect(begun.items.map(({ name }) => name)).toEqual(SITE_ITEMS);
    expect(begun).toMatchObject({ kind: 'SITE', site: 'S-1', begun: { by: 'Sue' }, ticks: [], signed: null });
    const [recurring, statistics] = begun.items;
    expect(recurring?.blocks).toMatchObject([{ rows: [['Manual', '2', '0']] }]);
    expect(JSON.stringify(statistics?.blocks[0])).toContain('"label":"findings","value":"2"');
    expect(JSON.stringify(begun.items[3])).toContain('"Alerts from","HIGH","site"');
    await raise('Fence');
    program.bench.clock.advance(1);
    expect((await begin(sue)).id).toBe(id);
    expect((await ask(sue, 'checkups.get', { id })).items).toEqual(begun.items);
    expect((await ask(sue, 'checkups.list', {})).checkups).toMatchObject([
      { id, site: 'S-1', site_name: 'Site S-1', ticked: 0, is_overdue: false, last_signed_at: null },
    ]);
  });

  it('names no runbook that is retired', async () => {
    await raise('Gate');
    program.bench.clock.advance(1);
    const named = async () => {
      const { id } = await begin(sue);
      return (await ask(sue, 'checkups.get', { id })).items.find(({ name }) => name === 'runbooks')?.blocks;
    };
    await ask(root, 'runbooks.retire', { finding_type: 'MANUAL', reason: 'for the test', dry_run: false });
    expect(await named()).toMatchObject([{ rows: [['Manual', 'none', '–']] }]);
  });

  it('lists the windows of the coming week at the site, its client and its tenant, as far as somebody sees them', async () => {
    const window = (reason: string, day: string) => ({
      ...{ reason, start: `2026-01-${day}T10:00:00Z`, end: `2026-01-${day}T12:00:00Z` },
    });
    const { fleet } = program.bench.engine;
    const set = async (
      target: { scope: 'TENANT' | 'SITE'; code: string; tenant: string },
      ...windows: object[]
    ) =>
      ask(root, 'configuration.edit', {
        ...{ base_version: fleet().version, dry_run: false },
        changes: [{ targets: [target], set: { 'audit.maintenance_windows': windows } }],
      });
    await set({ scope: 'TENANT', code: 'T-1', tenant: 'T-1' }, window('Fire drill', '10'));
    await set({ scope: 'SITE', code: 'S-1', tenant: 'T-1' }, window('Lift', '09'), window('Later', '20'));
    await set({ scope: 'SITE', code: 'S-2', tenant: 'T-2' }, window('Elsewhere', '09'));
    const scope = { tenants: [], clients: [], sites: ['S-1'] };
    const near = await signedIn(program.seats, root, { name: 'Near', role: 'supervisor', scope });
    const rows = async (seat: Seat) => {
      const { id } = await begin(seat);
      const { items } = await ask(seat, 'checkups.get', { id });
      const [, table] = items.find(({ name }) => name === 'windows')?.blocks ?? [];
      for (const { name } of items) await ask(seat, 'checkups.tick', { id, item: name, outcome: 'FINE' });
      await ask(seat, 'checkups.sign', { id });
      return table?.kind === 'table' ? table.rows.map((row) => row.slice(2)) : [];
    };
    expect(await rows(sue)).toEqual([
      ['site S-1', 'Lift'],
      ['tenant T-1', 'Fire drill'],
    ]);
    expect(await rows(near)).toEqual([['site S-1', 'Lift']]);
  });

  it('wants every item looked at, and a note where something is to do', async () => {
    const { id } = await begin(sue);
    await expect(ask(sue, 'checkups.sign', { id })).rejects.toThrow(
      'Not looked at yet: Findings that came back, How the week went, Baselines, Settings, Runbooks, Maintenance.',
    );
    const input = { id, item: 'windows', outcome: 'TO_DO' } as const;
    await expect(ask(sue, 'checkups.tick', input)).rejects.toThrow('expected a note');
    await expect(ask(sue, 'checkups.tick', { ...input, item: 'load', outcome: 'FINE' })).rejects.toThrow(
      'no item load',
    );
    await ask(sue, 'checkups.tick', { ...input, note: 'Lift is serviced on Fridays' });
    await ask(sue, 'checkups.tick', { ...input, note: 'Lift is serviced on Mondays' });
    expect((await ask(sue, 'checkups.get', { id })).ticks).toMatchObject([
      { item: 'windows', outcome: 'TO_DO', note: 'Lift is serviced on Mondays', by: 'Sue' },
    ]);
    await expect(ask(sue, 'checkups.sign', { id })).rejects.toThrow('Runbooks.');
  });

  it('is a kept report once it is signed, which nothing changes and a crash does not lose', async () => {
    const { id } = await begin(sue);
    await tickAll(id, SITE_ITEMS);
    const { report } = await ask(sue, 'checkups.sign', { id, note: 'A quiet week' });
    await expect(ask(sue, 'checkups.sign', { id })).rejects.toThrow('signed already');
    await expect(ask(sue, 'checkups.tick', { id, item: 'windows', outcome: 'FINE' })).rejects.toThrow(
      'nothing of it changes',
    );
    await program.restart();
    root = windowOf(program.seats, 'root again');
    await ask(root, 'session.sign_in', { name: 'Root', secret: SECRET });
    const kept = await ask(root, 'reports.get', { id: report });
    expect(kept).toMatchObject({
      ...{ kind: 'checkup', title: 'Weekly checkup', subject: 'S-1 Site S-1', standing: 'SIGNED' },
      span: '29 Dec 2025 02:00 UTC to 5 Jan 2026 02:00 UTC',
      signatures: [{ role: 'REVIEWED', by: 'Sue', verified: true, note: 'A quiet week' }],
    });
    expect(kept.report.sections.map(({ heading }) => heading)).toEqual([
      ...['Findings that came back', 'How the week went', 'Baselines', 'Settings', 'Runbooks', 'Maintenance'],
      'Signature',
    ]);
    expect(kept.report.sections[5]?.blocks[1]).toEqual({
      kind: 'text',
      text: 'Nothing to do (Sue, 5 Jan 02:00 UTC)',
    });
    expect(kept.report.sections[6]?.blocks).toMatchObject([
      { signatures: [{ role: 'Looked at by', name: 'Sue', note: 'A quiet week' }] },
    ]);
    const { store } = program.bench;
    expect(store.trail.of('report', report)).toMatchObject([
      { action: 'report.kept', after: { sha256: kept.sha256 } },
      { action: 'report.reviewed', after: { sha256: kept.sha256 }, actor: { name: 'Sue' } },
    ]);
    expect(store.trail.of('checkup', id).map(({ action }) => action)).toEqual([
      'checkup.begun',
      ...SITE_ITEMS.map(() => 'checkup.ticked'),
      'checkup.signed',
    ]);
    for (const release of [true, false])
      await expect(ask(root, 'reports.release', { id: report, release })).rejects.toThrow(
        'signed when it is kept',
      );
  });

  it('is due again after it was signed, and overdue a week after that', async () => {
    const { id } = await begin(sue);
    await tickAll(id, SITE_ITEMS);
    await ask(sue, 'checkups.sign', { id });
    expect((await ask(sue, 'checkups.list', {})).checkups).toEqual([]);
    const next = await begin(sue);
    expect(next.id).not.toBe(id);
    const list = async () => {
      await ask(sue, 'session.sign_in', { name: 'Sue', secret: SECRET });
      return (await ask(sue, 'checkups.list', {})).checkups;
    };
    program.bench.clock.advance(7 * DAY - 1);
    expect(await list()).toMatchObject([{ is_overdue: false, last_signed_at: expect.any(Number) }]);
    program.bench.clock.advance(1);
    expect(await list()).toMatchObject([{ is_overdue: true }]);
  });

  it('of the installation tells of upkeep, odd baselines, the engine and its load', async () => {
    const { id } = await ask(sue, 'checkups.begin_installation', {});
    expect((await ask(sue, 'checkups.get', { id })).items.map(({ name }) => name)).toEqual(
      INSTALLATION_ITEMS,
    );
    await tickAll(id, INSTALLATION_ITEMS);
    const { report } = await ask(sue, 'checkups.sign', { id });
    expect(await ask(sue, 'reports.get', { id: report })).toMatchObject({
      ...{ title: 'Monthly checkup', subject: 'The installation', standing: 'SIGNED' },
    });
  });

  it('is of those who see the site, and of supervisors', async () => {
    const scope = { tenants: ['T-2'], clients: [], sites: [] };
    const far = await signedIn(program.seats, root, { name: 'Far', role: 'supervisor', scope });
    const olga = await signedIn(program.seats, root, { name: 'Olga', role: 'operator' });
    const { id } = await begin(sue);
    expect((await ask(far, 'checkups.list', {})).checkups).toEqual([]);
    for (const refused of [
      ask(far, 'checkups.get', { id }),
      ask(far, 'checkups.tick', { id, item: 'windows', outcome: 'FINE' }),
      ask(far, 'checkups.sign', { id }),
    ])
      await expect(refused).rejects.toThrow(`There is no checkup ${id}`);
    await expect(begin(far)).rejects.toThrow('There is no site S-1');
    await expect(ask(far, 'checkups.begin_installation', {})).rejects.toThrow(/whole|limited|part/i);
    await expect(begin(olga)).rejects.toThrow(/supervisor/i);
    const own = await begin(far, 'S-2');
    for (const item of SITE_ITEMS) await ask(far, 'checkups.tick', { id: own.id, item, outcome: 'FINE' });
    const { report } = await ask(far, 'checkups.sign', { id: own.id });
    expect((await ask(far, 'reports.kept', {})).map((kept) => kept.id)).toEqual([report]);
  });
});
