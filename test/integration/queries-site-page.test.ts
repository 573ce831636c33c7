import { describe, expect, it } from 'vitest';
import type { Answer, QueryName } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { SYSTEM, type TenantScope } from '#core/model/actor.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { openQueries } from '#main/open-queries.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn, phone, tourEvent } from '#test/kit/events.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { HOST, readBench } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

/** A Monday, 21:00 in UTC. */
const START = '2026-01-05T21:00:00Z';
const AT = Date.parse(START);

/** What the reader answers beside a running engine. */
async function asked<M extends QueryName>(
  { file, clock }: EngineBench,
  method: M,
  input: unknown,
  scope: TenantScope = 'all',
): Promise<Answer<M>> {
  const queries = openQueries({ database: file, migrations: MIGRATIONS, clock, host: HOST });
  try {
    // Safe: the handler of a name gets what the schema of that name has just parsed.
    const handle = queries.handlers[method] as (parsed: unknown, caller: unknown) => unknown;
    const answer = await handle(methods[method].input.parse(input), { actor: SYSTEM, scope });
    return methods[method].output.parse(answer) as Answer<M>;
  } finally {
    queries.close();
  }
}

const heartbeat = (site: string, ts: number, device: string, battery: number): TelemetryEvent => ({
  received_at: null,
  id: null,
  source: 'phones',
  person: null,
  attributes: null,
  type: 'device',
  site,
  ts,
  device,
  status: 'ONLINE',
  battery,
});

const document = fleetDocument({
  sites: 2,
  tenants: 2,
  site: (index) => ({
    timezone: 'UTC',
    name: '<b>North</b> gate',
    sources: ['phones', 'keypad'],
    contacts: [{ role: 'client', name: 'Cara', phone: '+49 1' }],
    instructions: { TOUR_OVERDUE: 'Call the guard twice.' },
    audit: {
      maintenance_windows: [
        { start: '2026-01-07T10:00:00Z', end: '2026-01-07T12:00:00Z', reason: 'Lift' },
        { start: '2026-02-07T10:00:00Z', end: '2026-02-07T12:00:00Z', reason: 'Later' },
      ],
    },
    ...(index === 0 ? {} : { people: [{ code: 'G-S-2', name: 'Secret' }] }),
  }),
});

async function running(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(document);
  bench.engine.start();
  bench.say(
    attendance('S-1', AT - HOUR, 'G-S-1', 'IN'),
    checkIn('S-1', AT - 30 * MINUTE, 'G-S-1'),
    heartbeat('S-1', AT - 20 * MINUTE, 'D-S-1', 80),
    heartbeat('S-1', AT - 10 * MINUTE, 'D-S-1', 61),
    phone('S-1', AT - MINUTE, 'G-S-1'),
  );
  bench.clock.advance(61 * MINUTE);
  bench.say(tourEvent('S-1', AT + 60 * MINUTE, 'T-1', 'R-1', 'STARTED'));
  return bench;
}

describe('the page of a site', () => {
  it('tells who is there, what was last heard of them, of their devices and of the tours of today', async () => {
    await using bench = await running();
    const page = await asked(bench, 'sites.page', { site: 'S-1' });
    expect(page.site).toMatchObject({ code: 'S-1', name: '<b>North</b> gate', tenant: 'T-1' });
    expect(page.people).toEqual([
      {
        code: 'G-S-1',
        name: 'Guard of S-1',
        role: 'guard',
        phone: null,
        on_duty_since: AT - HOUR,
        shift: { start: Date.parse('2026-01-05'), end: Date.parse('2026-01-06') },
        signed_in: true,
        last_seen_at: AT - MINUTE,
        last_check_in_at: AT - 30 * MINUTE,
        lone_worker: false,
      },
    ]);
    expect(page.devices).toMatchObject([
      { code: 'D-S-1', person: 'G-S-1', last_report_at: AT - 10 * MINUTE, battery: 61, status: 'ONLINE' },
    ]);
    expect(page.tours).toMatchObject([
      { tour: 'T-1', start: AT + HOUR, state: 'RUNNING', scanned: 0, checkpoints: 2, by_hand: false },
    ]);
  });

  it('tells nobody on duty whom the desk knows to be absent', async () => {
    await using bench = await running();
    const now = bench.clock.now();
    const absence = {
      site: 'S-1',
      person: 'G-S-1',
      start: now,
      end: now + HOUR,
      relief: null,
      reason: 'Ill.',
    };
    await bench.engine.handlers['people.absence'](absence, ADA);
    const page = await asked(bench, 'sites.page', { site: 'S-1' });
    expect(page.people).toMatchObject([{ code: 'G-S-1', on_duty_since: null }]);
  });

  it('marks a tour as made by hand at its own start, whenever it was completed', async () => {
    await using bench = await running();
    const now = bench.clock.now();
    const done = { site: 'S-1', tour: 'T-1', person: 'G-S-1', completed_at: now, reason: 'No phone.' };
    const complete = bench.engine.handlers['tours.complete_by_hand'];
    await complete({ ...done, start: AT + HOUR - DAY }, ADA); // that of the night before
    expect((await asked(bench, 'sites.page', { site: 'S-1' })).tours).toMatchObject([
      { start: AT + HOUR, state: 'RUNNING', by_hand: false },
    ]);
    await complete({ ...done, start: AT + HOUR }, ADA);
    expect((await asked(bench, 'sites.page', { site: 'S-1' })).tours).toMatchObject([
      { start: AT + HOUR, state: 'COMPLETED', by_hand: true, ended_at: now },
    ]);
  });

  it('tells the sources, the windows of the next week, whom to call and what to do', async () => {
    await using bench = await running();
    const page = await asked(bench, 'sites.page', { site: 'S-1' });
    expect(page.sources.filter(({ named }) => named)).toMatchObject([
      { code: 'keypad', named: true, health: 'NEVER', last_event_at: null },
      { code: 'phones', named: true, health: 'HEALTHY', last_event_at: AT - 10 * MINUTE },
    ]);
    expect(page.site.source_health).toBe('HEALTHY');
    expect(page.maintenance).toEqual({
      now: null,
      next_7_days: [
        {
          start: Date.parse('2026-01-07T10:00:00Z'),
          end: Date.parse('2026-01-07T12:00:00Z'),
          reason: 'Lift',
        },
      ],
    });
    expect(page.contacts).toEqual([{ role: 'client', name: 'Cara', phone: '+49 1', hours: null }]);
    expect(page.instructions).toEqual([{ finding_type: 'TOUR_OVERDUE', text: 'Call the guard twice.' }]);
    expect(page.audit.scopes.maintenance_windows).toBe('SITE');
  });

  it('counts the audits that ran there, and what a round took for each site', async () => {
    await using bench = await running();
    const { cadences } = await asked(bench, 'sites.page', { site: 'S-1' });
    const heartbeats = cadences.find(({ cadence }) => cadence === 'HEARTBEAT');
    expect(heartbeats).toMatchObject({ runs_here: true, period_ms: 5 * MINUTE, runs: 12, rounds: 12 });
    expect(heartbeats?.p95_ms).toBeGreaterThanOrEqual(heartbeats?.p50_ms ?? Number.POSITIVE_INFINITY);
  });

  it('is refused to whoever may not see the site', async () => {
    await using bench = await running();
    const theirs: TenantScope = { tenants: ['T-2'] };
    await expect(asked(bench, 'sites.page', { site: 'S-1' }, theirs)).rejects.toThrow('no site S-1');
    expect((await asked(bench, 'sites.page', { site: 'S-2' }, theirs)).people[0]?.name).toBe('Secret');
  });
});

describe('the statistics of a site', () => {
  it('count findings by type within a week and a month, and what those that were resolved came to', async () => {
    using bench = readBench();
    const now = bench.clock.now();
    const resolved = { status: 'RESOLVED', resolved_at: now - DAY, resolved_by: 'local:ada' } as const;
    bench.save([
      findingWith({ id: 'NEW', detected_at: now - HOUR, severity: 'CRITICAL' }),
      findingWith({ id: 'FALSE', detected_at: now - 8 * DAY, ...resolved, disposition: 'FALSE_POSITIVE' }),
      findingWith({ id: 'TRUE', detected_at: now - 8 * DAY, ...resolved, disposition: 'TRUE_POSITIVE' }),
      findingWith({
        id: 'OLD',
        detected_at: now - 100 * DAY,
        ...resolved,
        resolved_at: now - 99 * DAY,
        disposition: 'BENIGN',
      }),
      findingWith({ id: 'OTHER', detected_at: now - HOUR, site: 'S-2' }),
    ]);
    const page = await bench.ask('sites.page', { site: 'S-1' });
    expect(page.types).toEqual([
      {
        finding_type: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
        worst: 'CRITICAL',
        open: 1,
        last_7_days: 1,
        last_30_days: 3,
      },
    ]);
    expect(page.dispositions).toEqual([
      { disposition: 'FALSE_POSITIVE', count: 1 },
      { disposition: 'TRUE_POSITIVE', count: 1 },
    ]);
    expect(page.site).toMatchObject({ total_findings: 4, open_findings: 1, worst: 'CRITICAL' });
    expect(page.findings.map(({ id }) => id)).toEqual(['NEW']);
  });

  it('agree with the line of the fleet, and cost as many statements among many sites as among few', async () => {
    const statements = async (sites: number) => {
      using bench = readBench(fleetDocument({ sites }));
      const page = await bench.ask('sites.page', { site: 'S-1' });
      const row = (await bench.ask('sites.list', {})).find(({ code }) => code === 'S-1');
      expect(page.site).toEqual(row);
      const before = bench.statements();
      await bench.ask('sites.page', { site: 'S-1' });
      const page_ = bench.statements() - before;
      await bench.ask('sites.list', {});
      return { page: page_, list: bench.statements() - before - page_ };
    };
    const few = await statements(2);
    expect(few.page).toBeGreaterThan(5);
    expect(await statements(60)).toEqual(few);
  });
});
