import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDiagnosticsReads } from '#main/adapters/system/diagnostics-reads.ts';
import { commandLine } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

describe('the diagnostics', () => {
  it('count what is configured, and name none of it', async () => {
    using bench = readBench();
    bench.configure(fleetDocument({ sites: 3, tenants: 2 }));
    const { parts, zip, name } = await bench.ask('diagnostics.make', {});
    const text = Buffer.from(zip, 'base64').toString('latin1');
    expect(name).toMatch(/^vigil-diagnostics-.*\.zip$/);
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
    for (const { file, about } of parts)
      expect([text.includes(file), about.length > 10]).toEqual([true, true]);
    expect(text).toContain('"sites": 3');
    expect(text).toContain('"tenants": 2');
    expect(text).not.toMatch(/\bS-[123]\b|\bT-[12]\b|Guard of|G-S-/);
  });

  it('tell the threads that they were told of', async () => {
    using bench = readBench();
    const threads = [{ name: 'engine', state: 'ALIVE', restarts: 2 }];
    const { zip } = await bench.ask('diagnostics.make', { threads });
    expect(Buffer.from(zip, 'base64').toString('latin1')).toMatch(
      /"name": "engine",\s+"state": "ALIVE",\s+"restarts": 2/,
    );
  });
});

it('are written by the command line to a new file, which says what is in it', async () => {
  using line = commandLine();
  writeFileSync(join(line.folder, 'fleet.json'), JSON.stringify(fleetDocument({ sites: 2 })));
  await line.vigil('import', join(line.folder, 'fleet.json'));
  const out = join(line.folder, 'diagnostics.zip');
  const told = await line.vigil('diagnostics', '--out', out);
  expect([told.code, told.out]).toEqual([
    0,
    expect.stringMatching(/no names[\s\S]*versions\.json[\s\S]*log\.ndjson/),
  ]);
  const zip = readFileSync(out);
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  expect(zip.includes('"sites": 2')).toBe(true);
  const again = await line.vigil('diagnostics', '--out', out);
  expect(again.code).not.toBe(0);
  expect(again.err).toContain('there is such a file already');
  expect(readFileSync(out).equals(zip)).toBe(true);
});

describe('the end of a log', () => {
  it('is its newest whole lines, across its files', () => {
    using folder = tempFolder();
    mkdirSync(join(folder.path, 'logs'));
    const { logLines, machine } = openDiagnosticsReads(folder.path);
    expect(logLines()).toEqual([]);
    writeFileSync(join(folder.path, 'logs/vigil.1.log'), 'first\nsecond\n');
    writeFileSync(join(folder.path, 'logs/vigil.log'), 'third\n');
    expect(logLines()).toEqual(['first', 'second', 'third']);
    writeFileSync(join(folder.path, 'logs/vigil.log'), `${'x'.repeat(600_000)}\nlast\n`);
    expect(logLines()).toEqual(['first', 'second', 'last']);
    expect(machine()).toMatchObject({ node: process.versions.node, platform: process.platform });
    expect(readFileSync(join(folder.path, 'logs/vigil.1.log'), 'utf8')).toBe('first\nsecond\n');
  });
});
