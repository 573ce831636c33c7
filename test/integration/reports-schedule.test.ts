import { readdirSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { saveIn } from '#main/adapters/files/save-in.ts';
import { createPrint } from '#main/adapters/reports/print.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { RESOURCES, tempFolder } from '#test/kit/temp-store.ts';

let bench: EngineBench | null = null;
afterEach(async () => {
  await bench?.[Symbol.asyncDispose]();
  bench = null;
});

const FLEET = fleetDocument({
  sites: 2,
  tenants: 2,
  site: () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } }),
});
const upkeep = { timezone: 'UTC', scheduleJob: () => () => {} };
const facts = { version: 'test', host: 'cli', demo: false, timezone: 'UTC' } as const;

async function opened(start: string) {
  const files = { print: createPrint(RESOURCES), save: saveIn };
  bench = await engineBench(start, { upkeep, facts, reportFiles: files });
  await bench.configure(FLEET);
  bench.engine.start();
  return bench;
}
const made = ({ store }: EngineBench) =>
  store.reports.newest(10, () => true).map(({ title, subject, span }) => `${title}, ${subject}, ${span}`);
const settled = (until: () => boolean) => expect.poll(until).toBe(true);

it('makes the handover of a shift when the shift ends, keeps it and writes it into the folder', async () => {
  using folder = tempFolder();
  const { engine, clock, store } = await opened('2026-01-05T04:00:00Z');
  const schedule = { scorecards: false, handovers: [6, 14], folder: folder.path };
  await engine.handlers['reports.set_schedule']({ schedule }, ADA);
  clock.advance(2 * HOUR + 5 * MINUTE);
  await settled(() => readdirSync(folder.path).some((name) => name.endsWith('.pdf')));
  expect(bench === null ? [] : made(bench)).toEqual([
    expect.stringMatching(/^Shift handover, All sites, 4 Jan 2026 14:0\d UTC to 5 Jan 2026 06:0\d UTC$/),
  ]);
  expect(readdirSync(folder.path)).toEqual([
    expect.stringMatching(/^2026-01-05 06\d\d Shift handover All sites\.pdf$/),
  ]);
  expect(store.reports.newest(1, () => true)[0]).toMatchObject({ made_by: 'system', scope: 'all' });
});

it('makes a draft of every client’s month on the first of the next, also when the folder cannot be written', async () => {
  const { engine, clock, store } = await opened('2026-01-31T20:00:00Z');
  const schedule = { scorecards: true, handovers: [], folder: '/dev/null/reports' };
  await engine.handlers['reports.set_schedule']({ schedule }, ADA);
  clock.advance(DAY / 2);
  await settled(() => store.reports.newest(10, () => true).length === 2);
  expect(bench === null ? [] : made(bench).toSorted()).toEqual([
    'Monthly scorecard, Client 1 (C-1), January 2026',
    'Monthly scorecard, Client 1 (C-1), January 2026',
  ]);
});
