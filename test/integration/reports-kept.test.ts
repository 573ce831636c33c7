import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { DAY } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { archiveOld } from '#test/kit/archive-old.ts';
import { windowOf } from '#test/kit/desk.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;

/** Two tenants with a site each, of a client of the same code. */
const FLEET = fleetDocument({
  sites: 2,
  tenants: 2,
  site: () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } }),
});
const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(reply.fault.message);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const person = async (
  name: string,
  role: 'operator' | 'supervisor',
  tenants: readonly string[] | null = null,
): Promise<Seat> => {
  const scope = tenants === null ? {} : { scope: { tenants: [...tenants], clients: [], sites: [] } };
  await ask(root, 'accounts.add', { name, role, secret: SECRET, ...scope });
  const seat = windowOf(program.seats, name);
  await ask(seat, 'session.sign_in', { name, secret: SECRET });
  return seat;
};
const keepHandover = (seat: Seat) =>
  ask(seat, 'reports.keep', { order: { kind: 'handover', since: program.bench.clock.now() - 1_000 } });
const SCORECARD = { kind: 'scorecard', tenant: 'T-1', client: 'C-1', month: '2025-12' } as const;

beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(FLEET);
  root = await turnAccountsOn(program.seats);
});
afterEach(() => program[Symbol.asyncDispose]());

describe('a handover that is kept', () => {
  it('stays as it was made, and carries both names', async () => {
    const [ada, ben] = [await person('Ada', 'operator'), await person('Ben', 'operator')];
    const { id } = await keepHandover(ada);
    const made = await ask(ada, 'reports.get', { id });
    const facts = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Later', note: 'x' } as const;
    await ask(ada, 'findings.report', facts);
    await ask(ada, 'reports.sign', { id, role: 'OUTGOING', note: 'Gate 2 sticks' });
    await expect(ask(ada, 'reports.sign', { id, role: 'INCOMING' })).rejects.toThrow('two people');
    await ask(ben, 'reports.sign', { id, role: 'INCOMING' });
    const kept = await ask(ben, 'reports.get', { id });
    expect(kept).toMatchObject({ standing: 'SIGNED', sha256: made.sha256 });
    expect(kept.report.sections.slice(0, -1)).toEqual(made.report.sections.slice(0, -1));
    expect(kept.report.sections.at(-1)?.blocks).toMatchObject([
      {
        signatures: [
          { role: 'Outgoing', name: 'Ada', at: '5 Jan 02:00 UTC', note: 'Gate 2 sticks' },
          { role: 'Incoming', name: 'Ben', at: '5 Jan 02:00 UTC', note: null },
        ],
      },
    ]);
  });

  it('is there after a crash, and each name is a row of the trail with the hash of what was signed', async () => {
    const ada = await person('Ada', 'operator');
    const { id } = await keepHandover(ada);
    await ask(ada, 'reports.sign', { id, role: 'OUTGOING' });
    const { sha256 } = await ask(ada, 'reports.get', { id });
    await program.restart();
    root = windowOf(program.seats, 'root again');
    await ask(root, 'session.sign_in', { name: 'Root', secret: SECRET });
    expect(await ask(root, 'reports.kept', {})).toMatchObject([{ id, standing: 'OPEN' }]);
    expect(program.bench.store.trail.of('report', id)).toMatchObject([
      { action: 'report.kept', after: { sha256 } },
      { action: 'report.outgoing', after: { sha256 }, actor: { name: 'Ada', verified: true } },
    ]);
  });

  it('is told as what it is when somebody changed it, or a name under it, past the program', async () => {
    const [ada, sue] = [await person('Ada', 'operator'), await person('Sue', 'supervisor')];
    const forge = async (sql: (id: string) => string) => {
      const { id } = await keepHandover(ada);
      const { store } = program.bench;
      store.transaction(() => store.session.prepare(sql(id)).run());
      return ask(sue, 'reports.get', { id });
    };
    await expect(
      forge(
        (id) =>
          `INSERT INTO report_signature VALUES ('${id}', 'INCOMING', 'Boss', 1, ${program.bench.clock.now()}, NULL)`,
      ),
    ).rejects.toThrow('the audit trail has no signature of Boss');
    // Whoever has the file can take the guards away, too.
    const { store: opened } = program.bench;
    opened.transaction(() => opened.session.prepare('DROP TRIGGER report_no_update').run());
    await expect(forge((id) => `UPDATE report SET sha256 = 'x' WHERE id = '${id}'`)).rejects.toThrow(
      'what it says was changed',
    );
  });

  it('is changed by no statement, nor is a name under it', async () => {
    const ada = await person('Ada', 'operator');
    const { id } = await keepHandover(ada);
    await ask(ada, 'reports.sign', { id, role: 'OUTGOING' });
    const { store } = program.bench;
    const run = (sql: string) => () => store.transaction(() => store.session.prepare(sql).run());
    for (const sql of [
      "UPDATE report SET title = 'x'",
      'DELETE FROM report',
      'INSERT OR REPLACE INTO report SELECT * FROM report',
    ])
      expect(run(sql), sql).toThrow('a kept report is never changed');
    for (const sql of [
      "UPDATE report_signature SET signed_by = 'x'",
      'DELETE FROM report_signature',
      'INSERT OR REPLACE INTO report_signature SELECT * FROM report_signature',
    ])
      expect(run(sql), sql).toThrow('a signature is never changed');
    expect(await ask(root, 'reports.get', { id })).toMatchObject({ id, standing: 'OPEN' });
  });

  it('is found behind newer ones that somebody may not see, with the names under it', async () => {
    const ada = await person('Ada', 'operator', ['T-1']);
    const { id } = await keepHandover(ada);
    await ask(ada, 'reports.sign', { id, role: 'OUTGOING' });
    program.bench.clock.advance(60_000);
    await keepHandover(root);
    await keepHandover(root);
    const told = await ask(ada, 'reports.kept', { limit: 1 });
    expect(told).toMatchObject([{ id, signatures: [{ role: 'OUTGOING' }] }]);
    expect(await ask(root, 'reports.kept', { limit: 2 })).toHaveLength(2);
  });

  it('is seen by nobody who sees less than who made it', async () => {
    const [ada, far] = [await person('Ada', 'operator', ['T-1']), await person('Far', 'operator', ['T-2'])];
    const { id } = await keepHandover(ada);
    const { id: all } = await keepHandover(root);
    expect((await ask(ada, 'reports.kept', {})).map((kept) => kept.id)).toEqual([id]);
    expect(await ask(far, 'reports.kept', {})).toEqual([]);
    await expect(ask(far, 'reports.get', { id })).rejects.toThrow('There is no report');
    await expect(ask(ada, 'reports.sign', { id: all, role: 'INCOMING' })).rejects.toThrow(
      'There is no report',
    );
  });
});

describe('a scorecard', () => {
  it('is a draft until a supervisor releases it who did not make it', async () => {
    const [ada, sue] = [await person('Ada', 'operator'), await person('Sue', 'supervisor')];
    const { id } = await ask(ada, 'reports.keep', { order: SCORECARD });
    expect((await ask(ada, 'reports.get', { id })).report).toMatchObject({
      mark: 'DRAFT',
      span: 'December 2025',
    });
    await expect(ask(ada, 'reports.release', { id, release: true })).rejects.toThrow(/supervisor/i);
    await ask(sue, 'reports.release', { id, release: true });
    expect(await ask(ada, 'reports.get', { id })).toMatchObject({
      standing: 'SIGNED',
      report: { mark: null },
    });
    const own = await ask(sue, 'reports.keep', { order: SCORECARD });
    await expect(ask(sue, 'reports.release', { id: own.id, release: true })).rejects.toThrow('Somebody else');
  });

  it('holds nothing of what was found while a site was another client’s', async () => {
    const facts = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate', note: 'x' } as const;
    const { id } = await ask(root, 'findings.report', facts);
    await ask(root, 'findings.resolve', { ids: [id], disposition: 'FALSE_POSITIVE', note: 'x' });
    // As of a version in which a site could go to another client.
    const { store } = program.bench;
    store.transaction(() => store.session.prepare("UPDATE finding SET client = 'C-OLD'").run());
    const report = await ask(root, 'reports.make', { order: { ...SCORECARD, month: '2026-01' } });
    expect(JSON.stringify(report.sections[0])).toContain('0 findings were raised');
    expect(JSON.stringify(report.sections[0])).toContain('Nobody has judged yet');
  });

  it('says what is wrong with what was asked', async () => {
    const part = await person('Part', 'operator', ['T-2']);
    const make = (seat: Seat, change: object) =>
      ask(seat, 'reports.make', { order: { ...SCORECARD, ...change } });
    await expect(make(part, {})).rejects.toThrow('There is no client C-1');
    await expect(make(root, { client: 'X' })).rejects.toThrow('There is no client X');
    await expect(make(root, { month: '2026-02' })).rejects.toThrow('February 2026 has not begun.');
    expect(await make(root, { month: '2026-01' })).toMatchObject({ mark: 'DRAFT · THE MONTH IS NOT OVER' });
  });
});

it('tells what went to the archive meanwhile, kept as on the screen', async () => {
  const { clock } = program.bench;
  for (const title of ['Gate', 'Fence', 'Lamp']) {
    const facts = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title, note: 'x' } as const;
    const { id } = await ask(root, 'findings.report', facts);
    await ask(root, 'findings.resolve', { ids: [id], disposition: 'TRUE_POSITIVE', note: 'x' });
    clock.advance(1);
  }
  clock.step(95 * DAY);
  await ask(root, 'session.sign_in', { name: 'Root', secret: SECRET });
  const scorecard = { ...SCORECARD, month: '2026-01' };
  const made = async (order: Input<'reports.make'>['order']) => {
    const { id } = await ask(root, 'reports.keep', { order });
    const [kept, shown] = [
      await ask(root, 'reports.get', { id }),
      await ask(root, 'reports.make', { order }),
    ];
    const figures = ({ sections }: Answer<'reports.make'>) =>
      sections.filter(({ blocks }) => !blocks.some(({ kind }) => kind === 'signatures'));
    expect(figures(kept.report)).toEqual(figures(shown));
    return figures(shown);
  };
  const before = await made(scorecard);
  expect(archiveOld(program.bench, clock.now() - 90 * DAY)).toBe(3);
  expect(await made(scorecard)).toEqual(before);
  const [, listed] = await made({ kind: 'history', filter: { archived: true } });
  expect(listed?.heading).toBe('3 findings');
  for (const title of ['Gate', 'Fence', 'Lamp']) expect(JSON.stringify(listed)).toContain(title);
});
