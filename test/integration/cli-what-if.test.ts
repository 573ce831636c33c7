import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { type CommandLine, createTemplate } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const FROM = Date.UTC(2026, 0, 5);
const SPAN = ['--from', toIso(FROM), '--to', toIso(FROM + 6 * HOUR)];
const fleet = fleetDocument({ sites: 2, site: (index) => (index === 1 ? { groups: ['Pilot'] } : {}) });
/** Two sites that phone every ten minutes. */
const telemetry = Array.from({ length: 36 }, (_, i) => toIso(FROM + i * 10 * MINUTE)).flatMap((ts) =>
  ['S-1', 'S-2'].map((site) => JSON.stringify({ type: 'phone_event', site, ts })),
);

function written(line: CommandLine, name: string, text: string): string {
  const file = join(line.folder, name);
  writeFileSync(file, text);
  return file;
}

const day = createTemplate(async (line) => {
  await line.vigil('import', written(line, 'sites.json', JSON.stringify(fleet)));
  await line.vigil('ingest', written(line, 'day.ndjson', `${telemetry.join('\n')}\n`));
});
afterAll(() => day.dispose());

it('tries a setting at a group over a span, and changes nothing', async () => {
  using line = await day.copy();
  const threshold = 'signal_thresholds.phone_events={"min_count":20,"window_minutes":60}';
  const told = await line.vigilToTheEnd('what-if', '--group', 'Pilot', '--set', threshold, ...SPAN, '--json');
  expect(told).toMatchObject({ code: 0 });
  const [tried] = told.lines();
  expect(tried).toMatchObject({ from: toIso(FROM), to: toIso(FROM + 6 * HOUR), sites: ['S-2'] });
  expect(tried?.added).toMatchObject({
    total: 1,
    first: [
      { site: 'S-2', finding_type: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW', detected_at: expect.any(String) },
    ],
  });
  const off = await line.vigilToTheEnd(
    'what-if',
    '--site',
    'S-1,S-2',
    '--set',
    'disabled_rules=["SILENT_SITE"]',
    ...SPAN,
  );
  expect(off.out).toContain('2 sites, ');
  expect(off.out).toContain('nobody has judged a finding of these days true');
  expect((await line.vigil('findings', '--json')).lines()).toEqual([]);
});

it.each([
  [['--set', 'enabled=false'], 2, 'say where, in one way'],
  [['--site', 'S-1', '--tenant', 'T-1', '--set', 'enabled=false'], 2, 'say where, in one way'],
  [['--site', 'S-1'], 2, '--set is missing'],
  [['--site', 'S-1', '--set', 'enabled'], 2, 'expected field=value'],
  [['--client', 'C-1', '--set', 'enabled=false'], 2, '--tenant is missing'],
  [['--site', 'S-1', '--set', 'enabled=false', '--from', toIso(FROM)], 2, '--from and --to: give both'],
  [['--group', 'Nobody', '--set', 'enabled=false', ...SPAN], 1, 'No site is in a group Nobody.'],
  [['--site', 'S-1', '--set', 'disabled_rules=["DURESS"]', ...SPAN], 1, 'audit.disabled_rules'],
])('says what is wrong about %j', async (given, code, why) => {
  using line = await day.copy();
  const told = await line.vigilToTheEnd('what-if', ...given);
  expect(told.code).toBe(code);
  expect(told.err).toContain(why);
});

it('ends when it is told to, and leaves nothing behind', async () => {
  using line = await day.copy();
  const told = await line.vigil('what-if', '--site', 'S-1', '--set', 'enabled=false', ...SPAN);
  expect(told).toMatchObject({ code: 1, out: '' });
  expect(told.err).toContain('The trial was cancelled. Nothing was changed.');
  expect(readdirSync(line.folder).filter((name) => name.startsWith('replay-'))).toEqual([]);
});
