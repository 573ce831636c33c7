import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '#core/doctor/registry.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { compose } from '#main/compose.ts';
import { commandLine, PROGRAM_FILES } from '#test/kit/command-line.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';

const GUIDE = join(import.meta.dirname, '../../docs/guide/troubleshooting.md');

it('looks for exactly what the guide names', () => {
  const named = [...readFileSync(GUIDE, 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(CHECKS.map(({ name }) => name));
});

describe('the facts', () => {
  it('are of the sites that were asked for, and of those that may be seen', async () => {
    using bench = readBench(
      fleetDocument({ sites: 2, tenants: 2, site: (index) => ({ active: index === 0 }) }),
    );
    const disabledOf = async (...asked: Parameters<typeof bench.ask<'doctor.run'>>) =>
      (await bench.ask(...asked)).find(({ check }) => check === 'disabled');
    expect(await disabledOf('doctor.run', {})).toMatchObject({ level: 'NOTE', sites: ['S-2'] });
    expect(await disabledOf('doctor.run', { sites: ['S-1'] })).toMatchObject({ level: 'OK' });
    expect(await disabledOf('doctor.run', { sites: ['S-2'] })).toMatchObject({ level: 'PROBLEM' });
    expect(await disabledOf('doctor.run', {}, { tenants: ['T-1'] })).toMatchObject({ level: 'OK' });
    await expect(bench.ask('doctor.run', { sites: ['S-2'] }, { tenants: ['T-1'] })).rejects.toThrow(
      /no site S-2/,
    );
  });

  it('count what was found lately, by type, and never of another site', async () => {
    using bench = readBench(fleetDocument({ sites: 2 }));
    const now = bench.clock.now();
    const found = (id: string, site: string, ago: number) =>
      findingWith({
        ...{ id, site, scope_key: site, subject: id, finding_type: 'ANOMALY_PHONE_EVENTS_BELOW' },
        ...{ detected_at: now - ago, status: 'RESOLVED', disposition: 'FALSE_POSITIVE' },
      });
    bench.save([
      ...Array.from({ length: 30 }, (_, n) => found(`F-${n}`, 'S-1', HOUR)),
      found('F-OLD', 'S-1', 31 * DAY),
      found('F-OTHER', 'S-2', HOUR),
    ]);
    const results = await bench.ask('doctor.run', { sites: ['S-1'] });
    const of = (name: string) => results.find(({ check }) => check === name);
    expect(of('anomaly-findings')).toMatchObject({
      level: 'PROBLEM',
      found: '30 anomaly findings in 7 days: 30 ANOMALY_PHONE_EVENTS_BELOW.',
    });
    expect(of('false-positives')?.found).toContain('100.0 % of 30 judged');
  });

  it('say when a phone was heard last, merged or not', async () => {
    using line = commandLine();
    writeFileSync(join(line.folder, 'fleet.json'), JSON.stringify(fleetDocument({ sites: 3 })));
    await line.vigil('import', join(line.folder, 'fleet.json'));
    const phone = (site: string, ago: number) =>
      `${JSON.stringify({ type: 'phone_event', site, ts: new Date(Date.now() - ago).toISOString() })}\n`;
    const events = Buffer.from(phone('S-1', MINUTE) + phone('S-2', 2 * DAY));
    expect(await line.vigilWith(events, 'ingest', '-')).toMatchObject({ code: 0 });
    const told = await line.vigil('doctor', '--json');
    expect(told.code).toBe(1);
    expect(told.lines().find(({ check }) => check === 'phone-data')).toMatchObject({
      level: 'PROBLEM',
      sites: ['S-2', 'S-3'],
      found: expect.stringContaining('1 never sent any'),
    });
    expect(told.lines()).toHaveLength(CHECKS.length);
    expect(told.lines().find(({ check }) => check === 'workers')).toMatchObject({ level: 'NOTE' });
  });
});

it('asks a running program for its threads, and says in words what it found', async () => {
  using line = commandLine();
  const { threads, resources, version } = PROGRAM_FILES;
  const shell = await compose({
    ...{ dataFolder: line.folder, database: line.database, threads, resources, version },
    ...{ host: 'loopback', demo: false, startAgain: () => {} },
  });
  try {
    writeFileSync(join(line.folder, 'fleet.json'), JSON.stringify(fleetDocument()));
    expect(await line.vigil('import', join(line.folder, 'fleet.json'))).toMatchObject({ code: 0 });
    const told = await line.vigil('doctor');
    expect(told.out).toContain('✓ workers: Every thread answers.');
    expect(told.out).toContain('✓ tick: The engine ticks.');
    expect(told.out).toMatch(/^No findings\?$/m);
  } finally {
    await shell.close(true);
  }
});
