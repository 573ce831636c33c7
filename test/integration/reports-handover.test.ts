import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { createTemplate } from '#test/kit/command-line.ts';
import { windowOf } from '#test/kit/desk.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;
let start: number;

/** Two sites of two tenants at which nothing is found by itself; a window begins at the second one in three hours. */
const FLEET = fleetDocument({
  sites: 2,
  tenants: 2,
  site: (index) => ({
    people: [],
    devices: [],
    shifts: [],
    tours: [],
    timezone: 'UTC',
    audit: {
      enabled: false,
      maintenance_windows:
        index === 1 ? [{ start: '2026-01-05T05:00', end: '2026-01-05T06:00', reason: 'New antenna' }] : [],
    },
  }),
});

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const find = async (site: string, title: string) =>
  (await ask(root, 'findings.report', { site, severity: 'HIGH', category: 'SECURITY', title, note: 'seen' }))
    .id;
const handover = (seat: Seat) => ask(seat, 'reports.make', { order: { kind: 'handover', since: start } });
/** The rows of the table under a heading. */
function rowsOf({ sections }: Answer<'reports.make'>, heading: string): readonly (readonly string[])[] {
  const blocks = sections.find((section) => section.heading === heading)?.blocks ?? [];
  return blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
}

beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(FLEET);
  root = await turnAccountsOn(program.seats);
  program.bench.engine.start();
  start = program.bench.clock.now() - MINUTE;
});
afterEach(() => program[Symbol.asyncDispose]());

it('tells the next shift what is open and whose it is, what is shelved, what was done, and what begins', async () => {
  const { clock } = program.bench;
  clock.advance(5 * MINUTE);
  const [gate, lamp, door] = [
    await find('S-1', 'Gate open'),
    await find('S-1', 'Lamp out'),
    await find('S-2', 'Door'),
  ];
  clock.advance(9 * MINUTE);
  await ask(root, 'findings.acknowledge', { ids: [gate] });
  await ask(root, 'findings.note', { ids: [gate], text: 'The guard looks at it at six.' });
  await ask(root, 'findings.shelve', { ids: [lamp], minutes: 120, reason: 'Lamp is ordered' });
  await ask(root, 'findings.resolve', {
    ids: [door],
    disposition: 'FALSE_POSITIVE',
    note: 'It was the wind',
  });
  const report = await handover(root);
  expect(report).toMatchObject({ kind: 'handover', subject: 'All sites', mark: null });
  expect(rowsOf(report, 'Open findings')).toMatchObject([
    ['▲ HIGH', 'S-1 Site S-1', 'Gate open', 'acknowledged', '9 min', 'Root', ''],
  ]);
  expect(rowsOf(report, 'Shelved')).toMatchObject([
    ['▲ HIGH', 'S-1 Site S-1', 'Lamp out', '5 Jan 04:14 UTC', 'Root', 'Lamp is ordered'],
  ]);
  expect(rowsOf(report, 'Resolved in this shift')).toMatchObject([
    ['▲ HIGH', 'S-2 Site S-2', 'Door', '5 Jan 02:14 UTC', '9 min', 'Root', 'false positive: It was the wind'],
  ]);
  expect(rowsOf(report, 'Noted in this shift')).toContainEqual([
    '5 Jan 02:14 UTC',
    'Root',
    'S-1',
    'Gate open',
    'note',
    'The guard looks at it at six.',
  ]);
  expect(rowsOf(report, 'Maintenance')).toEqual([
    ['site S-2', 'to come', '5 Jan 05:00 UTC', '5 Jan 06:00 UTC', 'New antenna'],
  ]);
  const head = program.bench.store.trail.head();
  expect(JSON.stringify(report.sections)).toContain(`row ${head.seq}, hash ${head.hash}`);
});

it('leaves out what the shift before resolved and noted', async () => {
  const { clock } = program.bench;
  const door = await find('S-2', 'Door');
  await ask(root, 'findings.note', { ids: [door], text: 'early' });
  await ask(root, 'findings.resolve', { ids: [door], disposition: 'BENIGN', note: 'cat' });
  clock.advance(9 * HOUR);
  await ask(root, 'session.sign_in', { name: 'Root', secret: SECRET });
  const report = await ask(root, 'reports.make', {
    order: { kind: 'handover', since: clock.now() - 8 * HOUR },
  });
  expect(rowsOf(report, 'Resolved in this shift')).toEqual([]);
  expect(rowsOf(report, 'Noted in this shift')).toEqual([]);
});

it('tells an account that is limited to a tenant of nothing else, and a desk of its own sites', async () => {
  await find('S-1', 'Gate open');
  await find('S-2', 'Door');
  await ask(root, 'accounts.add', {
    name: 'Ben',
    role: 'operator',
    secret: SECRET,
    scope: { tenants: ['T-2'], clients: [], sites: [] },
  });
  const ben = windowOf(program.seats, 'ben');
  await ask(ben, 'session.sign_in', { name: 'Ben', secret: SECRET });
  const his = await handover(ben);
  expect(rowsOf(his, 'Open findings').map(([, site]) => site)).toEqual(['S-2 Site S-2']);
  expect(JSON.stringify(his)).not.toContain('S-1');
  const places = { tenants: [], clients: [], groups: [], sites: ['S-1'] };
  await ask(root, 'desks.save', { code: 'ONE', name: 'One', places, holders: [] });
  const desk = await ask(root, 'reports.make', { order: { kind: 'handover', since: start, desk: 'ONE' } });
  expect(desk.subject).toBe('Desk ONE One');
  expect(rowsOf(desk, 'Open findings').map(([, site]) => site)).toEqual(['S-1 Site S-1']);
  expect(rowsOf(desk, 'Maintenance')).toEqual([]);
});

const imported = createTemplate(async (line) => {
  const file = join(line.folder, 'sites.json');
  writeFileSync(file, JSON.stringify(FLEET));
  await line.vigil('import', file);
});
afterAll(() => imported.dispose());

it('is written by the command line as a PDF, whole or not at all', async () => {
  using line = await imported.copy();
  const out = join(line.folder, 'shift.pdf');
  const told = await line.vigil(
    'report',
    'handover',
    '--since',
    '2026-01-05T00:00:00Z',
    '--out',
    out,
    '--json',
  );
  expect(told).toMatchObject({ code: 0 });
  expect(told.lines()).toMatchObject([{ report: 'Shift handover', file: out, bytes: expect.any(Number) }]);
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  expect(readdirSync(line.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it.each([
  [['--since', '2026-01-05T00:00:00Z'], 2, '--out is missing'],
  [['--since', '2026-01-05T00:00:00Z', '--out', 'shift.txt'], 2, 'expected a name that ends in .pdf'],
  [['--out', 'shift.pdf'], 2, '--since is missing'],
  [['--since', '2099-01-05T00:00:00Z', '--out', 'shift.pdf'], 1, 'The shift begins after now.'],
  [['--since', '2026-01-05T00:00:00Z', '--desk', 'X', '--out', 'shift.pdf'], 1, 'There is no desk X.'],
])('refuses %j', async (args, code, why) => {
  using line = await imported.copy();
  const told = await line.vigil('report', 'handover', ...args);
  expect(told.code).toBe(code);
  expect(told.err).toContain(why);
});

it('writes findings as CSV and as PDF', async () => {
  using line = await imported.copy();
  for (const name of ['findings.csv', 'findings.pdf']) {
    const out = join(line.folder, name);
    const told = await line.vigil('report', 'history', '--since', '2026-01-05T00:00:00Z', '--out', out);
    expect(told).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'latin1').slice(0, 5)).toBe(name.endsWith('csv') ? 'id,te' : '%PDF-');
  }
});
