import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { TrialOrder } from '#contract/what-if.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { compareRuns } from '#core/what-if/compare.ts';
import { type OpenPart, openPart, recordedOf } from '#main/what-if-part.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { replayFile } from '#test/kit/replay.ts';
import { STORY_LENGTH, STORY_START, story, storyFleet } from '#test/kit/story.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const FROM = Date.parse(STORY_START);
const SPAN = { from: FROM, to: FROM + STORY_LENGTH };
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

async function storedStory(): Promise<EngineBench> {
  const bench = await engineBench('2026-02-01T00:00:00Z');
  await bench.configure(storyFleet);
  bench.say(...story());
  return bench;
}

const placeOf = ({ file }: EngineBench) => ({
  ...{ database: file, migrations: MIGRATIONS, log: QUIET },
});
const run = (bench: EngineBench, sites: readonly string[], order: TrialOrder | null = null) =>
  withPart(bench, sites, order, ({ run }) => run(() => {}));
const keyOf = (bench: EngineBench, sites: readonly string[], order: TrialOrder | null = null) =>
  withPart(bench, sites, order, ({ key }) => key);

function withPart<T>(
  bench: EngineBench,
  sites: readonly string[],
  order: TrialOrder | null,
  use: (part: OpenPart) => T,
): T {
  const part = openPart(placeOf(bench), dirname(bench.file), { ...SPAN, sites, order });
  try {
    return use(part);
  } finally {
    part.close();
  }
}

const SITES = ['S-1', 'S-2', 'S-3', 'S-4'];
/** Four sites of one source whose one guard is on duty around the clock. */
const oneSource = fleetDocument({
  sites: 4,
  site: (index) => ({
    ...{ timezone: 'UTC', devices: [], tours: [] },
    people: [{ code: `P-${index}`, name: 'A', role: 'guard' }],
    shifts: [{ person: `P-${index}`, days: ['MON', 'TUE'], start: '00:00', end: '24:00' }],
  }),
});
const heardOf = (site: string, index: number, at: number) => [
  phone(site, at, `P-${index}`),
  fix(site, at, `P-${index}`),
];

const onSites = (sites: string[], field: string, value: TrialOrder['changes'][0]['value']): TrialOrder => ({
  target: { scope: 'SITE', sites },
  changes: [{ field, value }],
  days: 1,
});

it('finds at the sites that are tried what a replay of everything finds there', async () => {
  await using bench = await storedStory();
  const all = replayFile(bench.file, SPAN.from, SPAN.to, false).findings;
  for (const site of ['S-1', 'S-2', 'S-3', 'S-4']) {
    const whole = all.filter((finding) => finding.site === site).map(({ id }) => id);
    const tried = run(bench, [site]);
    expect(new Set(tried.map(({ id }) => id)), site).toEqual(new Set(whole));
    const silent = tried.find(({ finding_type }) => finding_type === 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
    if (site === 'S-1')
      expect(silent?.ended_at).toBeGreaterThan(silent?.detected_at ?? Number.POSITIVE_INFINITY);
  }
});

it('takes the outages of a source as they were found, though it hears few of its sites', async () => {
  await using bench = await engineBench(STORY_START);
  await bench.configure(oneSource);
  bench.engine.start();
  for (let minute = 0; minute < 300; minute++) {
    const isOut = minute >= 90 && minute < 200;
    if (!isOut) bench.say(...SITES.flatMap((site, index) => heardOf(site, index, bench.clock.now())));
    bench.clock.advance(MINUTE);
  }
  expect(bench.findings().map(({ finding_type }) => finding_type)).toEqual(['SOURCE_SILENT']);
  const { findings } = replayFile(bench.file, SPAN.from, SPAN.to, false);
  expect(findings.map(({ finding_type }) => finding_type)).toEqual(['SOURCE_SILENT']);
  expect(run(bench, ['S-1'])).toEqual([]);
  expect(run(bench, SITES)).toEqual([]);
  // Of a source of which nobody said that it was silent, a silent site is one.
  const forgotten = new Database(bench.file);
  forgotten.exec("UPDATE finding SET finding_type = 'SLA_STORM' WHERE finding_type = 'SOURCE_SILENT'");
  forgotten.close();
  expect(run(bench, ['S-1']).map(({ finding_type }) => finding_type)).toContain('SILENT_SITE');
});

it('finds less under a threshold that asks for less, and says which real finding would be lost', async () => {
  await using bench = await storedStory();
  replayFile(bench.file, SPAN.from, SPAN.to, true);
  const silent = bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW').find(({ site }) => site === 'S-1');
  await bench.engine.handlers['findings.resolve'](
    { ids: [silent?.id ?? ''], disposition: 'TRUE_POSITIVE', note: 'He had fallen.' },
    ADA,
  );
  const order = onSites(['S-1'], 'signal_thresholds.phone_events', { min_count: 1, window_minutes: 600 });
  const before = run(bench, ['S-1']);
  const after = run(bench, ['S-1'], order);
  const recorded = recordedOf(placeOf(bench), { ...SPAN, sites: ['S-1'] });
  const { losses, judged } = compareRuns({ before, after, recorded }, SPAN);
  expect(losses.map(({ how, finding }) => [how, finding.id])).toEqual([['NOT_RAISED', silent?.id]]);
  expect(judged).toEqual({ true_positive: 1, false_positive: 0, not_repeated: 0 });
});

it('tries a change of a client at its sites, and changes nothing that is stored', async () => {
  await using bench = await storedStory();
  const [client] = bench.store.configuration.documents().filter(({ scope }) => scope === 'CLIENT');
  const version = bench.store.configuration.version();
  const order: TrialOrder = {
    target: { scope: 'CLIENT', tenant: client?.tenant ?? '', client: client?.code ?? '' },
    changes: [{ field: 'alert_on_finding', value: false }],
    days: 1,
  };
  const told = (found: ReturnType<typeof run>) => found.filter(({ alerted_at }) => alerted_at !== null);
  expect(told(run(bench, SITES)).length).toBeGreaterThan(3);
  // A call for help and a lone worker are told whatever is set.
  expect(new Set(told(run(bench, SITES, order)).map(({ finding_type }) => finding_type))).toEqual(
    new Set(['DURESS', 'LONE_WORKER_OVERDUE']),
  );
  expect(bench.store.configuration.version()).toBe(version);
  expect(bench.findings()).toHaveLength(1);
  expect(readdirSync(dirname(bench.file)).filter((name) => name.startsWith('replay-'))).toEqual([]);
});

it('tries a site without a rule: its findings are gone, the others are as they were', async () => {
  await using bench = await storedStory();
  const types = (found: ReturnType<typeof run>) => new Set(found.map(({ finding_type }) => finding_type));
  const was = types(run(bench, ['S-1']));
  const would = types(run(bench, ['S-1'], onSites(['S-1'], 'disabled_rules', ['CRITICAL_SIGNAL_LOW'])));
  expect(was).toContain('CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
  expect(would).toEqual(new Set([...was].filter((type) => !type.startsWith('CRITICAL_SIGNAL'))));
  const untouchable = onSites(['S-1'], 'disabled_rules', ['DURESS']);
  expect(() => run(bench, ['S-1'], untouchable)).toThrow('These settings cannot be tried.');
});

it('has one key for the same part, and another for whatever decides what is found', async () => {
  await using bench = await storedStory();
  const key = keyOf(bench, ['S-1']);
  expect(keyOf(bench, ['S-1'])).toBe(key);
  const changed = onSites(['S-1'], 'signal_thresholds.phone_events', { min_count: 1, window_minutes: 600 });
  expect(keyOf(bench, ['S-1'], changed)).toBe(keyOf(bench, ['S-1'], changed));
  const others = [keyOf(bench, ['S-1'], changed), keyOf(bench, ['S-2']), keyOf(bench, ['S-1', 'S-2'])];
  expect(new Set([key, ...others]).size).toBe(4);
  // Elsewhere, and after the span.
  bench.say(phone('S-2', FROM + 7 * MINUTE + 1, 'P-1'), phone('S-1', SPAN.to + 60 * MINUTE, 'P-1'));
  expect(keyOf(bench, ['S-1'])).toBe(key);
});

it('has the same key once what came in is merged', async () => {
  await using bench = await storedStory();
  const key = keyOf(bench, SITES);
  expect(bench.store.events.merge(SPAN.to)).toBeGreaterThan(0);
  expect(keyOf(bench, SITES)).toBe(key);
});

it('has another key once something of the span came late, was learned before it, or somebody was away', async () => {
  await using bench = await storedStory();
  const keys = new Set([keyOf(bench, ['S-1'])]);
  bench.say(phone('S-1', FROM + 7 * MINUTE + 1, 'P-1'));
  keys.add(keyOf(bench, ['S-1']));
  bench.say(phone('S-1', FROM - 30 * DAY, 'P-1'));
  keys.add(keyOf(bench, ['S-1']));
  const direct = new Database(bench.file);
  direct.exec(
    "INSERT INTO left_out_day SELECT id, '2026-01-01', 'feast', 'ada', 1 FROM site WHERE code = 'S-1'",
  );
  direct.close();
  keys.add(keyOf(bench, ['S-1']));
  expect(keys.size).toBe(4);
});
