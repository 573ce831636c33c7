import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import type { RunningShell } from '#main/compose.ts';
import { compose } from '#main/compose.ts';
import { commandLine, PROGRAM_FILES } from '#test/kit/command-line.ts';
import { INTAKE_FLEET, until } from '#test/kit/intake-bench.ts';
import { testBroker } from '#test/kit/mqtt-broker.ts';
import { SIGN_IN, testTraccar } from '#test/kit/traccar-server.ts';

let shell: RunningShell | null = null;
afterEach(async () => {
  await shell?.close(true);
  shell = null;
});

const { threads, resources, version } = PROGRAM_FILES;
const start = (line: ReturnType<typeof commandLine>) =>
  compose({
    dataFolder: line.folder,
    database: line.database,
    threads,
    resources,
    version,
    host: 'loopback',
    demo: false,
    startAgain: () => {},
  });

it('opens the listener of a running engine, makes a key that works at once, and shows what came', async () => {
  using line = commandLine();
  shell = await start(line);
  const sites = join(line.folder, 'sites.json');
  writeFileSync(sites, JSON.stringify(INTAKE_FLEET));
  await line.vigil('import', sites);

  const [opened] = (await line.vigil('intake', '--http', 'on', '--port', '0', '--json')).lines();
  expect(opened).toMatchObject({ http: { on: true, address: '127.0.0.1' }, in_effect: true });
  const { port } = (opened as { http: { port: number } }).http;
  const [made] = (await line.vigil('keys', 'add', '--tenant', 'T-1', '--name', 'radio', '--json')).lines();
  const body = JSON.stringify({ type: 'phone_event', site: 'S-1', ts: toIso(Date.now() - SECOND) });
  const response = await fetch(`http://127.0.0.1:${port}/ingest/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${String(made?.key)}`, 'content-type': 'application/json' },
    body,
  });
  expect(await response.json()).toMatchObject({ accepted: 1 });

  await until(async () => {
    const [state] = (await line.vigil('intake', '--json')).lines() as { http: { requests: number } }[];
    return (state?.http.requests ?? 0) > 0;
  });
  const [state] = (await line.vigil('intake', '--json')).lines();
  expect(state).toMatchObject({
    http: { on: true, state: 'LISTENING', requests: 1, refused: [] },
    drop: { on: false, state: 'OFF' },
    lanes: [{ lane: 'duress' }, { lane: 'state' }, { lane: 'position', committed: 1, refused: 0, shed: 0 }],
  });
  expect((await line.vigil('intake')).out).toContain('HTTP LISTENING');
  expect((await line.vigil('keys', 'list', '--json')).lines()).toMatchObject([
    { name: 'radio', tenant: 'T-1', revoked_at: null },
  ]);
  expect(await line.vigil('keys', 'revoke', 'radio', '--user', 'ada')).toMatchObject({ code: 0 });
  expect((await line.vigil('keys', 'list', '--json')).lines()).toMatchObject([{ revoked_by: 'local:ada' }]);
});

it('says why a port cannot be had, and leaves everything as it was', async () => {
  using line = commandLine();
  shell = await start(line);
  const taken = await fetch('http://127.0.0.1:9', { method: 'HEAD' }).catch(() => null);
  expect(taken).toBeNull();
  const refused = await line.vigil('intake', '--http', 'on', '--address', '192.0.2.1');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('192.0.2.1 is no address of this machine');
  expect((await line.vigil('intake', '--json')).lines()).toMatchObject([
    { http: { on: false, address: '127.0.0.1', state: 'OFF' } },
  ]);
});

it('keeps what is set while no engine runs for the next one that does', async () => {
  using line = commandLine();
  const set = await line.vigil('intake', '--drop', 'on', '--json');
  expect(set.lines()).toMatchObject([{ drop: { on: true }, in_effect: false }]);
  shell = await start(line);
  await until(async () => {
    const [state] = (await line.vigil('intake', '--json')).lines() as { drop: { state: string } }[];
    return state?.drop.state === 'WATCHING';
  });
});

it('asks for what it needs', async () => {
  using line = commandLine();
  expect(await line.vigil('keys')).toMatchObject({ code: 2 });
  expect(await line.vigil('keys', 'add', '--name', 'x')).toMatchObject({ code: 2 });
  expect(await line.vigil('intake', '--http', 'maybe')).toMatchObject({ code: 2 });
  expect(await line.vigil('intake', '--folder', 'drop')).toMatchObject({ code: 2 });
});

it('adds a Traccar server that is asked, tries it, and removes it; and reads a document over many lines', async () => {
  using line = commandLine();
  await using traccar = await testTraccar();
  traccar.devices.push({ unique: 'D-S-1', heard: Date.now() });
  shell = await start(line);
  const [sites, secret, day] = ['sites.json', 'secret.txt', 'day.json'].map((name) =>
    join(line.folder, name),
  ) as [string, string, string];
  writeFileSync(sites, JSON.stringify(INTAKE_FLEET));
  writeFileSync(secret, `${SIGN_IN.password}\n`);
  await line.vigil('import', sites);
  const login = ['--url', traccar.url, '--username', SIGN_IN.user, '--password-file', secret];
  expect(await line.vigil('intake', 'traccar', 'fleet', ...login, '--device', 'D-S-1')).toMatchObject({
    code: 0,
    out: `Traccar fleet on, ${traccar.url}: D-S-1, every 5 min\n`,
  });
  expect(await line.vigil('intake', 'test', 'traccar:fleet')).toMatchObject({ code: 0 });
  const shown = (await line.vigil('intake', 'connectors', '--json')).lines();
  expect(shown.at(-1)).toMatchObject({ id: 'traccar:fleet', traccar: { user: SIGN_IN.user } });
  expect(JSON.stringify(shown)).not.toContain(SIGN_IN.password);
  expect(await line.vigil('intake', 'traccar', 'fleet', '--remove')).toMatchObject({ code: 0 });
  expect(await line.vigil('intake', 'test', 'traccar:fleet')).toMatchObject({ code: 1 });

  const events = [1, 2].map((age) => ({
    ...{ type: 'phone_event', site: 'S-1' },
    ts: toIso(Date.now() - age * SECOND),
  }));
  writeFileSync(day, JSON.stringify(events, null, 2));
  expect((await line.vigil('ingest', day)).out).toBe('2 accepted, 0 duplicates, 0 quarantined\n');
});

it('adds a broker whose secret is read from a file, tries it, shows it, takes refused lines in again, and removes it', async () => {
  using line = commandLine();
  await using yard = await testBroker({ login: { username: 'vigil', password: 'right' } });
  shell = await start(line);
  const [sites, secret, maps] = ['sites.json', 'secret.txt', 'maps.json'].map((name) =>
    join(line.folder, name),
  ) as [string, string, string];
  writeFileSync(sites, JSON.stringify(INTAKE_FLEET));
  writeFileSync(secret, 'right\n');
  writeFileSync(maps, JSON.stringify([{ topic: 'events/{site}', format: 'auto' }]));
  await line.vigil('import', sites);
  const url = `mqtt://127.0.0.1:${yard.port}`;
  const login = ['--username', 'vigil', '--password-file', secret, '--maps', maps];
  const added = await line.vigil('intake', 'broker', 'yard', '--url', url, ...login);
  expect(added).toMatchObject({ code: 0, out: `MQTT yard on, ${url}: events/{site}\n` });
  expect(await line.vigil('intake', 'test', 'mqtt:yard')).toMatchObject({ code: 0 });
  await until(() => yard.subscriptions().includes('events/+'));
  await yard.publish('events/S-9', JSON.stringify({ type: 'phone_event', ts: toIso(Date.now() - SECOND) }));
  await until(async () => (await line.vigil('quarantine', 'groups', '--json')).lines().length === 1);
  const shown = (await line.vigil('intake', 'connectors', '--json')).lines();
  expect(shown).toMatchObject([
    { id: 'http' },
    { id: 'drop' },
    { id: 'mqtt:yard', mqtt: { has_password: true } },
  ]);
  expect(await line.vigil('quarantine', 'retry', '--source', 'mqtt:yard')).toMatchObject({
    code: 1,
    out: '0 accepted, 0 duplicates, 1 lines remain\n',
  });
  expect(await line.vigil('quarantine', 'discard', '--because', 'a test')).toMatchObject({ code: 0 });
  expect(await line.vigil('intake', 'broker', 'yard', '--remove')).toMatchObject({ code: 0 });
  await line.vigil('intake', 'broker', 'yard', '--url', 'mqtt://127.0.0.1:1');
  expect(await line.vigil('intake', 'test', 'mqtt:yard')).toMatchObject({ code: 1 });
  expect(await line.vigil('intake', 'nonsense')).toMatchObject({ code: 2 });
});
