import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compose } from '#main/compose.ts';
import { commandLine, PROGRAM_FILES } from '#test/kit/command-line.ts';
import { windowOf } from '#test/kit/desk.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

it('reads beside a running engine, writes through it, and leaves replays that write to a stopped one', async () => {
  using line = commandLine();
  const { threads, resources, version } = PROGRAM_FILES;
  const shell = await compose({
    dataFolder: line.folder,
    database: line.database,
    threads,
    resources,
    version,
    host: 'loopback',
    demo: false,
    startAgain: () => {},
  });
  const heard: unknown[] = [];
  windowOf(shell).subscribeTo('sites.changed', (change) => void heard.push(change));
  try {
    const sites = join(line.folder, 'sites.json');
    writeFileSync(sites, JSON.stringify(fleetDocument()));
    expect(await line.vigil('import', sites)).toMatchObject({ code: 0 });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect((await line.vigil('sites', '--json')).lines()).toMatchObject([{ code: 'S-1' }]);

    const events = join(line.folder, 'events.ndjson');
    writeFileSync(events, '{"type":"check_in","site":"S-1","ts":"2026-01-05T00:00:00Z","status":"DURESS"}\n');
    expect((await line.vigil('ingest', events, '--json')).lines()).toMatchObject([{ accepted: 1 }]);
    const [duress] = (await line.vigil('findings', '--type', 'DURESS', '--json')).lines();
    expect(await line.vigil('ack', String(duress?.id), '--user', 'ada')).toMatchObject({ code: 0 });
    expect((await line.vigil('findings', '--type', 'DURESS', '--json')).lines()).toMatchObject([
      { status: 'ACKNOWLEDGED', acknowledged_by: 'local:ada' },
    ]);

    const span = ['--from', '2026-01-05T00:00:00Z', '--to', '2026-01-05T01:00:00Z'];
    expect(await line.vigil('replay', ...span)).toMatchObject({ code: 1 });
    expect(await line.vigil('replay', ...span, '--dry-run')).toMatchObject({ code: 0 });
  } finally {
    await shell.close(true);
  }
});
