import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, methods } from '#contract/index.ts';
import { DAY } from '#core/model/time.ts';
import { httpPing } from '#main/adapters/system/ping.ts';
import { startWatchdog } from '#main/services/shell/watchdog.ts';
import { START_AGAIN } from '#main/start-again.ts';
import { CANARY, canaryFleet, canaryIn, canaryInFiles, canaryLines } from '#test/kit/canary.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { windowOf } from '#test/kit/desk.ts';
import { until } from '#test/kit/intake-bench.ts';
import { runProgram } from '#test/kit/program.ts';
import { SECRET } from '#test/kit/signed-in.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { vendor } from '#test/kit/update-server.ts';

/* A person, her phone and where she is, seeded wherever data may hold them; then a life with everything that goes wrong. They must not be where they have no business. */

const NAMED = `${CANARY.person}, ${CANARY.phone}, at ${CANARY.lat}, ${CANARY.lon}`;
/** Who takes over and approves, and to whom is written. */
const SECOND = 'Bruno Kanarek';
const MAILBOX = 'serafina.kanarek@vogelhof.example';
/** What the life left behind, outside of its data. */
type Left = {
  readonly folder: string;
  readonly diagnostics: Answer<'diagnostics.make'>;
  readonly locked: string;
  readonly open: string;
  readonly pings: readonly string[];
  readonly refusals: number;
  /** How often the mail server was asked, and why no update was taken. */
  readonly handled: { readonly sessions: number; readonly updates: string };
};
let left: Left;
const folder = tempFolder();

const fleetFile = () => [{ name: `${CANARY.person}.json`, text: JSON.stringify(canaryFleet()) }];
const importing = (files: readonly { name: string; text: string }[]) => ({
  files,
  dry_run: false,
  deactivate_missing: false,
});

/** Threads that die of what they read, and an error that nobody caught. */
async function crashes(): Promise<void> {
  const parser = new URL('../kit/crashing-parser.ts', import.meta.url);
  const program = await runProgram(folder.path, { threads: { ...PROGRAM_FILES.threads, parser } });
  expect(await program.ask('configuration.import', importing(fleetFile()))).toMatchObject({ ok: false });
  await program.shell.close(false);
  const uncaught = [
    "import { armLastResort } from '#main/last-resort.ts';",
    `armLastResort(${JSON.stringify(folder.path)}, () => process.exit(${START_AGAIN}));`,
    `void Promise.reject(new Error(${JSON.stringify(`${CANARY.phone} at ${CANARY.lat}`)}, { cause: (() => { try { JSON.parse(${JSON.stringify(`{"x": ${CANARY.person}}`)}) } catch (error) { return error; } })() }));`,
  ].join('\n');
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', uncaught]).status).toBe(START_AGAIN);
}

async function live(): Promise<Left> {
  const program = await runProgram(folder.path, {
    resources: withVendor(),
    installedAs: { kind: 'AppImage', way: 'REPLACED', install: async () => {} },
  });
  const window = windowOf(program.shell, 'administrator');
  const done = async (method: string, input: unknown) => {
    const reply = await window.call(method, input);
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.fault)}`);
    return reply.value;
  };
  await until(() => program.state() === 'RUNNING');
  await done('accounts.turn_on', { name: CANARY.person, secret: SECRET });
  await done('configuration.import', importing(fleetFile()));
  const [open, locked]: [unknown[], unknown[]] = [[], []];
  window.subscribe((...told) => void open.push(told));
  const other = windowOf(program.shell, 'locked');
  await other.call('session.sign_in', { name: CANARY.person, secret: SECRET });
  await other.call('session.lock', {});
  other.subscribe((event, payload) => void (event !== 'session.changed' && locked.push([event, payload])));

  const text = canaryLines(Date.now());
  expect(
    await done('telemetry.ingest', { file: `${CANARY.person}.ndjson`, first_line: 1, text }),
  ).toMatchObject({ accepted: expect.any(Number) });
  const { id } = methods['findings.report'].output.parse(
    await done('findings.report', {
      site: 'S-1',
      severity: 'CRITICAL',
      category: 'SAFETY',
      title: 'Gate open',
      note: NAMED,
    }),
  );
  await done('findings.note', { ids: [id], text: NAMED });
  await done('findings.acknowledge', { ids: [id] });
  await done('audits.run', {}).catch(() => {});
  let refusals = 0;
  for (const [method, input] of refused(id)) {
    const reply = await window.call(method, input);
    if (!reply.ok) refusals += 1;
  }
  locked.push(await other.call('notices.state', {}));
  const handled = await handleWithCare(program, done, id);
  const pings = await pinged(window);
  const diagnostics = methods['diagnostics.make'].output.parse(await done('diagnostics.make', {}));
  await program.shell.close(true);
  return {
    folder: folder.path,
    diagnostics,
    locked: JSON.stringify(locked),
    open: JSON.stringify(open),
    pings,
    refusals,
    handled,
  };
}

/** What later parts of the program do with names and places: hand-over, keeping, mail and what came of it, scorecards to clients, updates. Each with how it ended. */
async function handleWithCare(
  { shell }: Awaited<ReturnType<typeof runProgram>>,
  done: (method: string, input: unknown) => Promise<unknown>,
  finding: string,
): Promise<Left['handled']> {
  const because = `Asked for by ${NAMED}`;
  await done('accounts.add', { name: SECOND, role: 'supervisor', secret: SECRET });
  const second = windowOf(shell, 'second');
  await second.call('session.sign_in', { name: SECOND, secret: SECRET });
  await done('findings.hand_over', { ids: [finding], to: { person: SECOND }, note: because });
  await done('holds.place', { kind: 'PERSON', code: CANARY.code, reason: because });
  await done('holds.release', { kind: 'PERSON', code: CANARY.code, reason: because });
  await done('retention.set', { days: 120 });

  // A mail server that says nothing but whom it does not know.
  const sessions: string[] = [];
  const mail = createTcpServer((socket) => {
    sessions.push('mail');
    socket.on('error', () => {});
    socket.end(`554 5.7.1 ${NAMED} is not known here\r\n`);
  }).listen(0, '127.0.0.1');
  await once(mail, 'listening');
  const { port } = mail.address() as AddressInfo; // safe: it listens on TCP
  await done('actions.set_rails', { allowed: [{ host: '127.0.0.1', port, inside: true }] });
  await done('actions.save', {
    ...{ name: 'canary', title: `Tell ${CANARY.person}`, on: true, hourly_cap: 5 },
    means: {
      ...{ kind: 'MAIL', from: 'vigil@desk.example', to: [MAILBOX] },
      ...{ subject: '{{finding.title}}', text: `${NAMED}: {{finding.message}}`, resolve_text: null },
      server: { host: '127.0.0.1', port, security: 'STARTTLS', username: null },
    },
  });
  await done('actions.test', { name: 'canary' });
  const month = new Date(Date.now() - 40 * DAY).toISOString().slice(0, 7);
  const kept = await done('reports.keep', {
    order: { kind: 'scorecard', tenant: 'T-1', client: 'C-1', month },
  });
  const { id: report } = methods['reports.keep'].output.parse(kept);
  await second.call('reports.release', { id: report, release: true });
  const asked = await done('deliveries.request_report', {
    ...{ report, action: 'canary', to: [MAILBOX], reason: because },
  });
  const { id } = methods['deliveries.request_report'].output.parse(asked);
  const deliveries = async () =>
    methods['deliveries.list'].output.parse(await done('deliveries.list', {})).deliveries;
  const hash = (await deliveries()).find((each) => each.id === id)?.hash;
  const approved = await second.call('deliveries.approve', { id, hash });
  if (!approved.ok) throw new Error(JSON.stringify(approved.fault));
  await until(() => sessions.length >= 2);
  await until(async () => (await deliveries()).every(({ state }) => state !== 'SENDING'));
  mail.close();

  await done('updates.set', { address: join(folder.path, `share of ${CANARY.person}`) });
  await done('updates.look', {});
  await until(async () => (await updatesState(done)).state === 'FAILED');
  return { sessions: sessions.length, updates: (await updatesState(done)).reason ?? '' };
}

const updatesState = async (done: (method: string, input: unknown) => Promise<unknown>) =>
  methods['updates.state'].output.parse(await done('updates.state', {}));

/** The program's resources with a vendor's key among them: it takes updates. */
function withVendor(): string {
  const resources = join(folder.path, 'resources');
  cpSync(PROGRAM_FILES.resources, resources, { recursive: true });
  writeFileSync(join(resources, 'update-key.pub'), Buffer.from(vendor().key).toString('base64'));
  return resources;
}

/** Calls that are refused, each with the canary in it. */
const refused = (id: string): readonly (readonly [string, unknown])[] => [
  ['findings.note', { ids: [CANARY.person], text: NAMED }],
  [
    'findings.report',
    { site: 'S-1', severity: 'HIGH', category: 'SAFETY', title: `${CANARY.person} missing`, note: NAMED },
  ],
  ['findings.resolve', { ids: [id], disposition: CANARY.person, note: NAMED }],
  ['findings.assign', { ids: [id], to: NAMED.repeat(100) }],
  ['sites.get', { site: CANARY.site }],
  [CANARY.person, { name: CANARY.person }],
  [
    'configuration.import',
    importing([{ name: `${CANARY.person}.json`, text: `{"sites": [${CANARY.person}` }]),
  ],
  [
    'configuration.import',
    importing([{ name: `${CANARY.person}.yaml`, text: `sites:\n  - name: ${NAMED}\n - x: [` }]),
  ],
  ['accounts.add', { name: CANARY.person, role: 'operator', secret: CANARY.phone }],
  ['session.sign_in', { name: CANARY.person, secret: CANARY.phone }],
  ['telemetry.ingest', { file: CANARY.person, first_line: CANARY.lat, text: NAMED }],
];

/** What the outside watchdog was told. */
async function pinged(window: ReturnType<typeof windowOf>): Promise<readonly string[]> {
  const heard: string[] = [];
  const server = createServer(async (request, response) => {
    let body = `${request.url} ${JSON.stringify(request.headers)}`;
    for await (const chunk of request) body += String(chunk);
    heard.push(body);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await window.call('watchdog.set', {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping`,
  });
  const clock = createFakeClock(new Date().toISOString());
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const watchdog = startWatchdog({
    ...{ clock, timers: clock, ping: httpPing, log: quiet },
    ask: (method) => window.call(method, {}) as never, // safe: parsed by the schema of its method in dispatch
  });
  clock.advance(10_000);
  await until(() => watchdog.state().state !== 'OFF');
  watchdog.stop();
  server.close();
  return heard;
}

beforeAll(async () => {
  mkdirSync(join(folder.path, 'logs'));
  await crashes();
  left = await live();
  return () => folder[Symbol.dispose]();
});

describe('a name, a number to call and a place', () => {
  it('were really in the data, on the open screen, and in what was refused', () => {
    const database = readdirSync(folder.path).filter((name) => name.startsWith('vigil.db'));
    const held = new Set(database.flatMap((name) => canaryIn(readFileSync(join(folder.path, name)))));
    expect([...held]).toEqual(
      expect.arrayContaining(['Serafina', 'Kanarek', 'Vogelhof', '5557319', '52.734']),
    );
    expect(canaryIn(left.open)).not.toEqual([]);
    expect(left.refusals).toBeGreaterThanOrEqual(8);
    expect(left.handled.sessions).toBeGreaterThanOrEqual(2);
    expect(canaryIn(left.handled.updates)).not.toEqual([]); // the administrator is told which folder it was
    const log = readFileSync(join(folder.path, 'logs/vigil.log'), 'utf8');
    expect(log).toContain('nobody caught an error');
    expect(log).toContain('no update was taken');
    expect(log).toMatch(/a thread (ended|was lost|is lost)|thread/);
  });

  it('are in no log, and in no file that a crash leaves', () => {
    expect(canaryInFiles(folder.path, /^(vigil\.db|archive\.db|.*\.ndjson$)/)).toEqual([]);
  });

  it('are in nothing that is told at a locked screen, which hears that there are alarms', () => {
    expect(left.locked).toMatch(/"count":[1-9]/);
    expect(canaryIn(left.locked)).toEqual([]);
  });

  it('are in nothing that the outside watchdog hears', () => {
    expect(left.pings).toHaveLength(1);
    expect(left.pings.flatMap(canaryIn)).toEqual([]);
  });

  it('are not in the diagnostics, which hold what they say they hold', () => {
    const zip = Buffer.from(left.diagnostics.zip, 'base64');
    expect(canaryIn(zip)).toEqual([]);
    const { parts } = left.diagnostics;
    expect(parts.map(({ file }) => file)).toEqual([
      ...[
        'versions.json',
        'settings.json',
        'counts.json',
        'health.json',
        'rounds.json',
        'doctor.json',
        'errors.json',
        'log.ndjson',
      ],
    ]);
    for (const { file, bytes } of parts) {
      expect(zip.includes(file)).toBe(true);
      expect([file, bytes > 2]).toEqual([file, true]);
    }
    expect(zip.includes('"sites": 2')).toBe(true);
    expect(zip.includes('nobody caught an error')).toBe(true);
    expect(left.diagnostics.name).toMatch(/^vigil-diagnostics-\d{4}-\d{2}-\d{2}T\d{6}\.zip$/);
  });
});
