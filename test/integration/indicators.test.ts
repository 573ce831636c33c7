import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import { FINDING_INDICATORS, INDICATOR_NAMES } from '#core/model/indicator.ts';
import { DAY, HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openEngine } from '#main/open-engine.ts';
import { Refused } from '#main/services/handlers.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { type CommandLine, createTemplate } from '#test/kit/command-line.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { type Recomputed, recompute } from './oracle-indicators.ts';

const START = Date.UTC(2026, 0, 5);
const DAYS = 9;
const END = START + DAYS * DAY;
const BOB = { actor: localActor('bob'), scope: 'all' } as const;
const log = { info: () => {}, warn: () => {}, error: () => {} };

type Printed = { readonly id: string; readonly detected_at: string; readonly site: string | null };
const DISPOSITIONS = ['TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN', 'UNDETERMINED'] as const;

/** People at work: most findings are acknowledged, some twice, many resolved, for some somebody is sent. */
async function work(line: CommandLine, findings: readonly Printed[]): Promise<void> {
  const clock = createFakeClock(toIso(START));
  const { engine, close } = await openEngine({
    ...{ database: line.database, migrations: MIGRATIONS, version: 'test', clock, timers: clock, log },
    ...{
      runbooks: join(import.meta.dirname, '../../resources/runbooks'),
      emit: () => {},
      configurationFiles,
    },
  });
  const { handlers } = engine;
  const turns = findings.flatMap(({ id, detected_at, site }, index) => {
    const at = Date.parse(detected_at);
    const disposition = DISPOSITIONS[index % 4] ?? 'BENIGN';
    const doing = (minutes: number, run: () => unknown) => ({ at: at + minutes * MINUTE, run });
    return [
      ...(index % 5 === 4
        ? []
        : [doing(1 + ((index * 7) % 40), () => handlers['findings.acknowledge']({ ids: [id] }, ADA))]),
      ...(index % 9 === 8 ? [doing(55, () => handlers['findings.acknowledge']({ ids: [id] }, ADA))] : []),
      ...(index % 4 === 1 && site !== null
        ? [doing(42, () => handlers['dispatch.send']({ finding: id, who: 'Patrol' }, ADA))]
        : []),
      ...(index % 6 === 5
        ? []
        : [
            doing(60 + index, () => handlers['findings.resolve']({ ids: [id], disposition, note: 'x' }, ADA)),
          ]),
    ];
  });
  for (const { at, run } of turns.toSorted((a, b) => a.at - b.at)) {
    clock.advance(Math.max(0, at - clock.now()));
    await run();
  }
  clock.advance(Math.max(0, START + 14 * DAY - clock.now()));
  await review(handlers, findings);
  close(true);
}

/** A supervisor looks at the sample again, whichever findings are in it: every second one was something else. */
async function review(
  handlers: Awaited<ReturnType<typeof openEngine>>['engine']['handlers'],
  findings: readonly Printed[],
): Promise<void> {
  let seen = 0;
  for (const { id } of findings) {
    const wanted = { disposition: 'UNDETERMINED', reason: 'nobody can tell' } as const;
    try {
      await handlers['reviews.give']({ finding: id, ...(seen % 2 === 1 ? { amend: wanted } : {}) }, BOB);
      seen += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // it is not in the sample, or is what it would become
    }
  }
}

const worked = createTemplate(async (line) => {
  const out = join(line.folder, 'sample');
  const simulated = ['--sites', '5', '--days', String(DAYS), '--seed', '11', '--start', toIso(START)];
  await line.vigil('simulate', ...simulated, '--out', out);
  await line.vigil('import', join(out, 'sites.yaml'));
  await line.vigil('ingest', join(out, 'telemetry.ndjson'));
  await line.vigil('replay', '--from', toIso(START), '--to', toIso(END));
  // Safe: FORMATS section 3 names them.
  await work(line, (await line.vigil('findings', '--json')).lines() as unknown as Printed[]);
});
afterAll(() => worked.dispose());

type Kpi = Readonly<Record<string, { value: number | null; n: number; target: unknown; status: unknown }>>;

async function kpi(line: CommandLine, ...argv: readonly string[]): Promise<Kpi> {
  const told = await line.vigil('kpi', ...argv, '--json');
  expect(told).toMatchObject({ code: 0 });
  expect(told.lines()).toHaveLength(1);
  return told.lines()[0] as Kpi; // safe: asserted on below
}

const valuesOf = (told: Kpi): Recomputed =>
  Object.fromEntries(Object.entries(told).map(([name, { value, n }]) => [name, [value, n]]));
/** Sums of numbers that are no whole ones differ in the last bit with their order. */
const inTwelveDigits = (values: Recomputed) =>
  Object.fromEntries(
    Object.entries(values).map(([name, pair]) => [
      name,
      pair.map((each) => (each === null ? null : Number(each.toPrecision(12)))),
    ]),
  );

describe('the indicators of a fleet that was simulated, replayed and worked on', () => {
  it('are those that the rows of the database give once more, over any span and for any part of it', {
    timeout: 300_000,
  }, async () => {
    using line = await worked.copy();
    const sites = (await line.vigil('sites', '--json')).lines();
    const codes = sites.map(({ code }) => String(code));
    const client = String(sites[0]?.client);
    const ofClient = sites.filter((site) => site.client === client).map(({ code }) => String(code));
    const spans = [
      [START, END],
      [START + 2 * DAY + 5 * HOUR + 7 * MINUTE + 3, END - 7 * HOUR - 1],
      [START - 3 * DAY, START + 4 * DAY],
    ] as const;
    const parts = [
      [[], null],
      [['--site', codes[1] ?? ''], [codes[1] ?? '']],
      [['--client', client], ofClient],
    ] as const;
    for (const [from, to] of spans) {
      for (const [argv, among] of parts) {
        const told = await kpi(line, '--from', toIso(from), '--to', toIso(to), ...argv);
        const wanted = recompute(line.database, { from, to, now: Date.now(), sites: among });
        expect([argv, inTwelveDigits(valuesOf(told))]).toEqual([argv, inTwelveDigits(wanted)]);
        expect(Object.keys(told)).toEqual(INDICATOR_NAMES);
      }
    }
  });

  it('count no day that nobody has watched yet', async () => {
    using line = await worked.copy();
    const watched = await kpi(line, '--from', toIso(START), '--to', toIso(END));
    const beyond = await kpi(line, '--from', toIso(START), '--to', toIso(END + 30 * DAY));
    expect(beyond.alerts_per_site_day?.value).toBeCloseTo(Number(watched.alerts_per_site_day?.value), 1);
    expect(beyond.alerts_per_site_day?.n).toBeCloseTo(Number(watched.alerts_per_site_day?.n), 0);
  });

  it('list the findings that they were made of, all of them once, and whoever amends one moves its figure', async () => {
    using line = await worked.copy();
    const span = ['--from', toIso(START), '--to', toIso(END)];
    const before = await kpi(line, ...span);
    const behind = async (name: string) =>
      (await line.vigil('kpi', ...span, '--findings', name, '--json')).lines();
    for (const name of FINDING_INDICATORS) {
      const n = name === 'console_chattering' ? before[name]?.value : before[name]?.n;
      const ids = (await behind(name)).map(({ id }) => id);
      expect([name, ids.length]).toEqual([name, n]);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const judged = await behind('false_positive_rate');
    const wrong = judged.filter(({ disposition }) => disposition === 'FALSE_POSITIVE');
    const [id] = wrong.map((row) => String(row.id));
    const amended = await line.vigil(
      ...['amend', id ?? '', '--user', 'Ada', '--disposition', 'TRUE_POSITIVE', '--reason', 'seen on camera'],
    );
    expect(amended).toMatchObject({ code: 0 });
    const after = (await kpi(line, ...span)).false_positive_rate;
    expect(after?.value).toBeCloseTo((wrong.length - 1) / judged.length, 12);
    expect(await behind('false_positive_rate')).toHaveLength(judged.length);
  });

  it('are the same to the last digit after the findings went to the archive, and list them from there', async () => {
    using line = await worked.copy();
    const span = ['--from', toIso(START), '--to', toIso(END)];
    const site = ['--site', String((await line.vigil('sites', '--json')).lines()[1]?.code)];
    const all = async () => [
      inTwelveDigits(valuesOf(await kpi(line, ...span))),
      inTwelveDigits(valuesOf(await kpi(line, ...span, ...site))),
      (await line.vigil('kpi', ...span, '--findings', 'mttr_minutes', '--json')).lines().map(({ id }) => id),
      new Set(
        (await line.vigil('kpi', ...span, '--offenders', 'ALERTS', '--json'))
          .lines()
          .map((each) => JSON.stringify(each)),
      ),
    ];
    const before = await all();
    expect(await line.vigil('archive', '--older-than', '90d', '--user', 'Ada')).toMatchObject({ code: 0 });
    const live = (await line.vigil('findings', '--without-archive', '--json')).lines();
    const whole = (await line.vigil('findings', '--json')).lines();
    expect(live.length).toBeLessThan(whole.length / 2);
    expect(await all()).toEqual(before);

    const [id] = whole.flatMap((row) =>
      row.disposition === 'FALSE_POSITIVE' && !live.some((here) => here.id === row.id)
        ? [String(row.id)]
        : [],
    );
    const rate = (await kpi(line, ...span)).false_positive_rate;
    const change = ['--disposition', 'TRUE_POSITIVE', '--reason', 'seen on camera', '--user', 'Ada'];
    expect(await line.vigil('amend', id ?? '', ...change)).toMatchObject({ code: 0 });
    const amended = (await kpi(line, ...span)).false_positive_rate;
    expect(amended?.n).toBe(rate?.n);
    expect(Number(amended?.value)).toBeCloseTo(Number(rate?.value) - 1 / Number(rate?.n), 12);
    // The sums of both files are those of their findings.
    expect(await line.vigil('verify')).toMatchObject({ code: 0 });
  });

  it('have enough in them that none of them is said of nothing', async () => {
    using line = await worked.copy();
    const told = await kpi(line, '--from', toIso(START), '--to', toIso(END));
    const empty = Object.entries(told).filter(([, { value }]) => value === null);
    expect(empty).toEqual([]);
    expect(told.avg_detection_minutes?.n).toBeGreaterThan(20);
    expect(told.false_positive_rate?.value).toBeGreaterThan(0.1);
    expect(told.sla_compliance_pct?.value).toBeGreaterThan(10);
    expect(told.sla_compliance_pct?.value).toBeLessThan(90);
    expect(told.dispatches_per_site_month?.value).toBeGreaterThan(0);
  });
});
