import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const write = (folder: string, name: string, document: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(document));
  return file;
};

it('shows the versions and what one changed, takes one back, and exports what imports without a difference', async () => {
  using line = commandLine();
  await line.vigil('import', write(line.folder, 'a.json', fleetDocument({ sites: 2 })));
  const changed = fleetDocument({ sites: 2, site: (index) => (index === 0 ? { priority: 1 } : {}) });
  await line.vigil('import', write(line.folder, 'b.json', changed));

  const history = (await line.vigil('sites', 'history', '--json')).lines();
  expect(history.map(({ version, kind, sites }) => [version, kind, sites])).toEqual([
    [2, 'files', 1],
    [1, 'files', 2],
  ]);
  const shown = await line.vigil('sites', 'history', '2');
  expect(shown.out).toContain('priority: 3 → 1');

  const tried = await line.vigil('sites', 'undo', '2', '--dry-run');
  expect([tried.code, tried.out.includes('priority: 1 → 3')]).toEqual([0, true]);
  const undone = (await line.vigil('sites', 'undo', '2', '--reason', 'wrong file', '--json')).lines();
  expect(undone[0]).toMatchObject({ version: 3, dry_run: false });
  const [newest] = (await line.vigil('sites', 'history', '--json')).lines();
  expect(newest).toMatchObject({ version: 3, kind: 'roll-back', undone: 2, reason: 'wrong file' });

  const file = join(line.folder, 'out.yaml');
  expect((await line.vigil('sites', 'export', '--out', file)).out).toContain('2 sites of version 3');
  const again = (await line.vigil('import', file, '--json')).lines();
  expect(again[0]).toMatchObject({ version: 3 });
  const one = await line.vigil('sites', 'export', '--site', 'S-2', '--format', 'json');
  expect(JSON.parse(one.out).tenants[0].clients[0].sites).toHaveLength(1);

  const kept = readFileSync(file, 'utf8');
  expect((await line.vigil('sites', 'export', '--out', file)).code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe(kept);
  expect((await line.vigil('sites', 'undo')).code).toBe(2);
  expect((await line.vigil('sites', 'history', 'two')).code).toBe(2);
  expect((await line.vigil('sites', 'history', '9')).code).toBe(1);
});
