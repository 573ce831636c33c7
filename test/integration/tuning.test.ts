import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SiteDocument } from '#core/config/document.ts';
import type { Disposition } from '#core/model/finding.ts';
import { DAY, HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openEngine } from '#main/open-engine.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { type CommandLine, commandLine } from '#test/kit/command-line.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const START = Date.UTC(2026, 0, 5);
/** How long the phone was quiet on each day, and what people said of it: short breaks were none, long ones were. */
const BREAKS = [
  [85, 'FALSE_POSITIVE'],
  [95, 'FALSE_POSITIVE'],
  [110, 'FALSE_POSITIVE'],
  [100, 'FALSE_POSITIVE'],
  [240, 'TRUE_POSITIVE'],
  [300, 'TRUE_POSITIVE'],
] as const;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const TYPE = 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW';
const SPAN = ['--from', toIso(START), '--to', toIso(START + BREAKS.length * DAY)];

/** A phone that rings every ten minutes, but for one break a day at noon. */
const telemetry = BREAKS.flatMap(([quiet], day) =>
  Array.from({ length: 144 }, (_, turn) => turn * 10 * MINUTE)
    .filter((at) => at <= 12 * HOUR || at >= 12 * HOUR + quiet * MINUTE)
    .map((at) => JSON.stringify({ type: 'phone_event', site: 'S-1', ts: toIso(START + day * DAY + at) })),
);

/** A person resolves them on that day: the command line would do so today. */
async function resolveAt(
  line: CommandLine,
  at: number,
  ids: readonly string[],
  disposition: Disposition,
): Promise<void> {
  const clock = createFakeClock(toIso(at));
  const { engine, close } = await openEngine({
    ...{ database: line.database, migrations: MIGRATIONS, version: 'test', clock, timers: clock, log },
    ...{
      runbooks: join(import.meta.dirname, '../../resources/runbooks'),
      emit: () => {},
      configurationFiles,
    },
  });
  const done = await engine.handlers['findings.resolve']({ ids: [...ids], disposition, note: 'seen' }, ADA);
  expect(done.refused).toEqual([]);
  close(true);
}

it('proposes a window of which a trial on the same telemetry says exactly what the proposal says', {
  timeout: 300_000,
}, async () => {
  using line = commandLine();
  const written = (name: string, text: string) => {
    const file = join(line.folder, name);
    writeFileSync(file, text);
    return file;
  };
  const quietElse: NonNullable<SiteDocument['audit']> = {
    critical_signals: ['phone_events'],
    disabled_rules: ['SILENT_SITE', 'TOUR_OVERDUE'],
    anomaly_detection: false,
  };
  const fleet = fleetDocument({
    sites: 1,
    site: () => ({ audit: quietElse }),
  });
  await line.vigil('import', written('sites.json', JSON.stringify(fleet)));
  await line.vigil('ingest', written('days.ndjson', `${telemetry.join('\n')}\n`));
  for (const [day, [, disposition]] of BREAKS.entries()) {
    const span = ['--from', toIso(START + day * DAY), '--to', toIso(START + (day + 1) * DAY)];
    expect(await line.vigil('replay', ...span)).toMatchObject({ code: 0 });
    const raised = (await line.vigil('findings', '--type', TYPE, '--json')).lines();
    const open = raised.filter(({ status }) => status !== 'RESOLVED').map(({ id }) => String(id));
    expect(open).toHaveLength(1);
    await resolveAt(line, START + day * DAY + 20 * HOUR, open, disposition);
  }
  const told = await line.vigil('kpi', ...SPAN, '--offenders', 'FALSE', '--json');
  const [worst] = told.lines();
  expect(worst).toMatchObject({
    ...{ finding_type: TYPE, site: 'S-1', subject: 'signal:phone_events' },
    ...{ findings: 6, false_positive: 4, true_positive: 2 },
  });
  // Safe: asserted on below.
  const proposal = worst?.proposal as {
    change: { field: string; value: { window_minutes: number } };
    spared: number;
    kept: number;
    later_minutes: number;
  };
  expect(proposal).toMatchObject({ how: 'WINDOW', spared: 4, of_false: 4, kept: 2, of_true: 2, unknown: 0 });
  const set = `${proposal.change.field}=${JSON.stringify(proposal.change.value)}`;
  const trial = await line.vigilToTheEnd('what-if', '--site', 'S-1', '--set', set, ...SPAN, '--json');
  expect(trial).toMatchObject({ code: 0 });
  const [tried] = trial.lines();
  expect(tried).toMatchObject({ spared: { total: proposal.spared }, added: { total: 0 } });
  // Safe: FORMATS names them.
  const losses = Object(tried).losses.first as readonly { how: string }[];
  expect(losses.map(({ how }) => how)).toEqual(['LATER', 'LATER']);
  expect(losses).toHaveLength(proposal.kept);
  // A quarter of an hour less, which is how often audits look, and the longest of the breaks is told again.
  const less = { ...proposal.change.value, window_minutes: proposal.change.value.window_minutes - 16 };
  const tighter = `${proposal.change.field}=${JSON.stringify(less)}`;
  const again = await line.vigilToTheEnd('what-if', '--site', 'S-1', '--set', tighter, ...SPAN, '--json');
  expect(again.lines()[0]).toMatchObject({ spared: { total: expect.toSatisfy((n) => n < proposal.spared) } });
});
