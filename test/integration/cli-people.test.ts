import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { createTrailRepo } from '#main/adapters/sqlite/trail.ts';
import { type CommandLine, commandLine } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { runProgram } from '#test/kit/program.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const SECRET = Buffer.from('a good long secret\n');
const OTHER = Buffer.from('another good secret\n');
const sessionFile = () => join(line.folder, 'cli.session');

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  expect(await line.vigilWith(SECRET, 'people', 'on', 'Root')).toMatchObject({ code: 0 });
});
afterEach(() => line[Symbol.dispose]());
const signOut = () => rmSync(sessionFile());

it('turns accounts on and stays signed in for the next commands, by a file that its user alone can read', async () => {
  expect(await line.vigil('retention')).toMatchObject({ code: 0 });
  if (process.platform !== 'win32') expect(statSync(sessionFile()).mode & 0o077).toBe(0);
  const [root] = (await line.vigil('people', 'list', '--json')).lines();
  expect(root).toMatchObject({ name: 'Root', role: 'administrator', scope: 'all', signed_in: 1 });
});

it('asks whoever is not signed in to do so, in questions, commands and what needs the files alone', async () => {
  signOut();
  for (const command of [
    ['retention'],
    ['retention', '--days', '90'],
    ['backup', join(line.folder, 'copy.db')],
  ]) {
    const told = await line.vigil(...command);
    expect([command, told.code, told.err]).toEqual([command, 1, expect.stringContaining('Sign in first.')]);
  }
});

it('signs in for one command with --as, with the secret from standard input, and not with a wrong one', async () => {
  signOut();
  expect(await line.vigilWith(SECRET, 'retention', '--as', 'Root')).toMatchObject({ code: 0 });
  expect(await line.vigilWith(OTHER, 'retention', '--as', 'Root')).toMatchObject({ code: 1 });
  expect(await line.vigil('retention')).toMatchObject({ code: 1 });
});

it('refuses an operator what needs more, and to act as somebody else', async () => {
  expect(await line.vigilWith(SECRET, 'people', 'add', 'Ada', '--role', 'operator')).toMatchObject({
    code: 0,
  });
  expect(await line.vigilWith(SECRET, 'people', 'sign-in', 'ada')).toMatchObject({ code: 0 });
  expect((await line.vigil('people', 'list')).err).toContain('Only an administrator');
  expect((await line.vigil('backup', join(line.folder, 'copy.db'))).err).toContain('administrator');
  expect((await line.vigil('ack', 'F-1', '--user', 'bob')).err).toContain('signed in as Ada');
  expect(await line.vigil('people', 'sign-out')).toMatchObject({ code: 0 });
  expect((await line.vigil('findings')).err).toContain('Sign in first.');
});

it('lets the only administrator in again who has the files of the machine, and says so in the trail', async () => {
  signOut();
  expect(await line.vigilWith(OTHER, 'people', 'recover', 'Root')).toMatchObject({ code: 0 });
  expect(await line.vigilWith(SECRET, 'people', 'sign-in', 'Root')).toMatchObject({ code: 1 });
  expect(await line.vigilWith(OTHER, 'people', 'sign-in', 'Root')).toMatchObject({ code: 0 });
  expect(await line.vigil('verify')).toMatchObject({ code: 0 });
});

it('asks the engine that runs as whoever is signed in, and recovers nothing beside it', async () => {
  const { shell } = await runProgram(line.folder);
  expect(await line.vigil('people', 'idle', '5')).toMatchObject({ code: 0 });
  expect((await line.vigilWith(OTHER, 'people', 'recover', 'Root')).err).toContain('engine stopped');
  expect(await line.vigil('people', 'sign-out')).toMatchObject({ code: 0 });
  expect((await line.vigil('people', 'idle', '7')).err).toContain('Sign in first.');
  await shell.close(true);
});

it('changes one’s own secret, with the old one shown first', async () => {
  const both = Buffer.from('a good long secret\nanother good secret\n');
  expect(await line.vigilWith(OTHER, 'people', 'own-secret')).toMatchObject({ code: 1 });
  expect(await line.vigilWith(both, 'people', 'own-secret')).toMatchObject({ code: 0 });
  expect(await line.vigil('retention')).toMatchObject({ code: 0 });
  expect(await line.vigilWith(SECRET, 'retention', '--as', 'Root')).toMatchObject({ code: 1 });
  expect(await line.vigilWith(OTHER, 'retention', '--as', 'Root')).toMatchObject({ code: 0 });
});

it('makes desks, lists and removes them, and refuses sites that there are not', async () => {
  const fleet = join(line.folder, 'fleet.json');
  writeFileSync(fleet, JSON.stringify(fleetDocument({ sites: 1 })));
  const none = await line.vigil('desks', 'save', 'NORTH', '--tenant', 'ACME');
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('There is no tenant ACME.')]);
  expect(await line.vigil('import', fleet)).toMatchObject({ code: 0 });
  const save = ['desks', 'save', 'NORTH', '--name', 'North', '--tenant', 'T-1', '--holder', 'Root'];
  expect(await line.vigil(...save)).toMatchObject({ code: 0 });
  expect((await line.vigil('desks', 'list', '--json')).lines()).toMatchObject([
    { code: 'NORTH', name: 'North', sites: 1, holder: null, attended: false, places: { tenants: ['T-1'] } },
  ]);
  expect(await line.vigil('desks', 'remove', 'NORTH')).toMatchObject({ code: 0 });
  expect((await line.vigil('desks', 'list')).err).toContain('every alarm sounds on every screen');
});

it('writes down in the trail who read findings with positions beside the engine, each time', async () => {
  const write = (name: string, text: string) => {
    const file = join(line.folder, name);
    writeFileSync(file, text);
    return file;
  };
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await line.vigil('import', write('fleet.json', JSON.stringify(fleetDocument({ sites: 1 }))));
  const fix = { type: 'location', site: 'S-1', person: 'G-1', ts: at(-5), lat: 52.5, lon: 13.4 };
  const call = { type: 'check_in', site: 'S-1', person: 'G-1', ts: at(0), status: 'DURESS' };
  // The evidence is frozen with the call for help: what came before it is in.
  for (const event of [fix, call]) await line.vigil('ingest', write('a.ndjson', JSON.stringify(event)));
  const [read] = (await line.vigil('findings', '--evidence', '--json')).lines();
  expect(read).toMatchObject({ evidence: { location_history: [{ lat: 52.5 }] } });
  await line.vigil('findings', '--evidence', '--json');
  await line.vigil('findings', '--json');
  const database = openReader(line.database, MIGRATIONS);
  const looks = createTrailRepo(database.session)
    .since(0, 1_000)
    .filter(({ action }) => action === 'site.trail_viewed');
  database.close();
  const look = [{ name: 'Root', verified: true }, 'S-1']; // an engine that runs would remember the first one
  expect(looks.map(({ actor, entity_id }) => [actor, entity_id])).toEqual([look, look]);
});
