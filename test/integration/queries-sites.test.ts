import { describe, expect, it } from 'vitest';
import { SITES_A_PAGE } from '#contract/sites.ts';
import type { SiteDocument } from '#core/config/document.ts';
import type { Finding } from '#core/model/finding.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { nextSlot } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import type { ProfileCell } from '#main/ports/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

/** A Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');

const benchWith = (...sites: readonly Partial<SiteDocument>[]): ReadBench =>
  readBench(fleetDocument({ sites: sites.length, site: (index) => ({ timezone: 'UTC', ...sites[index] }) }));
const idOf = (bench: ReadBench, code: string): number => bench.fleet().byCode.get(code)?.id ?? 0;

/** Every cell of the week as `weeks` of complete data leave it. */
const learned = (site_id: number, stream: number, weeks: number): readonly ProfileCell[] =>
  Array.from({ length: 168 }, (_, hour_of_week) => ({
    site_id,
    stream,
    hour_of_week,
    n: 4 * weeks,
    mean: 2,
    m2: 4 * weeks - 1,
    min: 0,
    max: 4,
    recent: [0, 2, 4],
  }));
const learn = ({ store }: ReadBench, cells: readonly ProfileCell[], site_id: number, at: number): void =>
  store.transaction(() => {
    store.profiles.save(cells);
    store.profiles.setLearnedTo([{ site_id, at }]);
  });

describe('the list of sites', () => {
  it('says what audits do at each site now, and when maintenance ends', async () => {
    const window = { start: '2026-01-05T00:00:00Z', end: '2026-01-05T02:00:00Z', reason: 'Test' };
    using bench = benchWith(
      {},
      { active: false },
      { audit: { enabled: false } },
      { audit: { maintenance_windows: [window] } },
      { audit: { active_hours: [{ days: ['MON'], start: '01:00', end: '06:00' }] } },
    );
    const phases = async () => (await bench.ask('sites.list', {})).map(({ phase }) => phase);
    expect(await phases()).toEqual(['AUDITED', 'INACTIVE', 'DISABLED', 'MAINTENANCE', 'OUTSIDE_HOURS']);
    const rows = await bench.ask('sites.list', {});
    expect(rows.map(({ phase_until }) => phase_until)).toEqual([null, null, null, START + 2 * HOUR, null]);
    bench.clock.advance(2 * HOUR);
    expect(await phases()).toEqual(['AUDITED', 'INACTIVE', 'DISABLED', 'AUDITED', 'AUDITED']);
  });

  it('tells the last audit and the next slot of each cadence, planned or to be planned', async () => {
    using bench = benchWith({ audit: { cadences: ['HEARTBEAT', 'COMPREHENSIVE'] } }, { active: false });
    const row = { site_id: idOf(bench, 'S-1'), first_slot: START, last_slot: START, watched_since: START };
    bench.store.transaction(() =>
      bench.store.schedule.save([
        { ...row, cadence: 'HEARTBEAT', next_slot: START + 12 * MINUTE, last_run_at: START + 7, runs: 3 },
        { ...row, cadence: 'DEEP', next_slot: START + HOUR, last_run_at: START, runs: 1 },
      ]),
    );
    const [first, second] = await bench.ask('sites.list', {});
    const period = 15 * MINUTE;
    expect(first).toMatchObject({
      last_audit_at: { HEARTBEAT: START + 7, COMPREHENSIVE: null, DEEP: START },
      next_slot: {
        HEARTBEAT: START + 12 * MINUTE,
        COMPREHENSIVE: nextSlot(period, phaseOf('S-1', period), START),
        DEEP: null,
      },
      total_audits_run: 4,
    });
    expect(second?.next_slot).toEqual({ HEARTBEAT: null, COMPREHENSIVE: null, DEEP: null });
  });

  it('counts findings and alerts, and takes the worst of those that nothing has adopted', async () => {
    using bench = benchWith({}, {});
    const closed: Partial<Finding> = { status: 'RESOLVED', severity: 'CRITICAL' };
    bench.save([
      findingWith({ id: 'F-1', severity: 'MEDIUM' }),
      findingWith({ id: 'F-2', severity: 'HIGH', parent_id: 'F-1' }),
      findingWith({ id: 'F-3', ...closed }),
    ]);
    const words = {
      severity: 'HIGH',
      alert_type: 'X',
      message: '',
      created_at: START,
      state: 'OPEN',
    } as const;
    bench.store.transaction(() =>
      bench.store.alerts.save([{ ...words, id: 'A-1', finding_id: 'F-1', site: 'S-1' }]),
    );
    const [first, second] = await bench.ask('sites.list', {});
    expect(first).toMatchObject({ total_findings: 3, open_findings: 2, worst: 'MEDIUM', alerts: 1 });
    expect(second).toMatchObject({ total_findings: 0, open_findings: 0, worst: null, alerts: 0 });
  });

  it('is narrowed to a tenant or a client', async () => {
    using bench = readBench(fleetDocument({ sites: 4, tenants: 2, clientsPerTenant: 2 }));
    expect(await bench.ask('sites.list', { tenant: 'T-2' })).toHaveLength(2);
    expect(await bench.ask('sites.list', { tenant: 'T-2', client: 'C-1' })).toMatchObject([{ code: 'S-3' }]);
  });

  it('is told page by page, each once, with what was read for its first page', async () => {
    using bench = readBench(fleetDocument({ sites: 7 }));
    const whole = await bench.ask('sites.list', {});
    const pages: (typeof whole)[] = [];
    let statements = 0;
    for (let after: string | undefined; pages.at(-1)?.length !== 1; after = pages.at(-1)?.at(-1)?.code) {
      const before = bench.statements();
      pages.push(await bench.ask('sites.list', { limit: 3, ...(after === undefined ? {} : { after }) }));
      statements = bench.statements() - before;
    }
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(whole);
    expect(statements).toBeLessThanOrEqual(3);
    expect(await bench.ask('sites.list', { limit: 3, after: 'S-7' })).toEqual([]);
  });

  it('is never told as a whole where it is long, whoever asks', async () => {
    using bench = readBench(fleetDocument({ sites: SITES_A_PAGE + 1 }));
    expect(await bench.ask('sites.list', {})).toHaveLength(SITES_A_PAGE);
    await expect(bench.ask('sites.list', { limit: SITES_A_PAGE + 1 })).rejects.toThrow('too_big');
  });

  it('tells how much of the baselines is stable and which metrics lack data, as the site learns', async () => {
    using bench = benchWith({ audit: { custom_metrics: [{ name: 'door_opens' }] } });
    const site = idOf(bench, 'S-1');
    const stability = async () => {
      const [row] = await bench.ask('sites.list', {});
      return [row?.stable_cells, row?.total_cells, row?.stable_pct, row?.thin_metrics];
    };
    const metrics = [
      'phone_events',
      'location_updates',
      'tour_checkpoints',
      'task_completions',
      'device_heartbeats',
      'door_opens',
    ];
    expect(await stability()).toEqual([0, 1008, 0, metrics]);
    learn(bench, learned(site, 1, 2), site, START);
    expect(await stability()).toEqual([120, 1008, (100 * 120) / 1008, metrics.slice(1)]);
    const doors = bench.store.transaction(() => bench.store.registry.signal('door_opens'));
    learn(bench, [...learned(site, 1, 4), ...learned(site, doors, 4)], site, START + DAY);
    expect(await stability()).toEqual([336, 1008, (100 * 336) / 1008, metrics.slice(1, 5)]);
  });

  it('tells the stability of a fleet that is too large to be added up in one go', async () => {
    using bench = benchWith(...Array.from({ length: 45 }, () => ({})));
    for (const site of bench.fleet().sites) learn(bench, learned(site.id, 1, 2), site.id, START);
    const rows = await bench.ask('sites.list', {});
    expect(rows.map(({ stable_cells }) => stable_cells)).toEqual(Array(45).fill(120));
  });

  it('reads baselines again after a while even when they were rebuilt up to the same instant', async () => {
    using bench = benchWith({});
    const site = idOf(bench, 'S-1');
    const stable = async () => (await bench.ask('sites.list', {}))[0]?.stable_cells;
    learn(bench, learned(site, 1, 1), site, START);
    expect(await stable()).toBe(0);
    learn(bench, learned(site, 1, 4), site, START);
    expect(await stable()).toBe(0);
    bench.clock.advance(11 * MINUTE);
    expect(await stable()).toBe(168);
  });
});

describe('one site', () => {
  it('shows the settings that hold there and the scope that set each', async () => {
    using bench = benchWith({ audit: { audit_frequency_minutes: 30 } });
    const { audit } = await bench.ask('sites.settings', { site: 'S-1' });
    expect(audit).toMatchObject({ audit_frequency_minutes: 30, scopes: { audit_frequency_minutes: 'SITE' } });
    await expect(bench.ask('sites.settings', { site: 'S-9' })).rejects.toThrow('There is no site S-9.');
  });

  it('shows the baseline of a metric hour by hour, with the sensitivity that holds for it', async () => {
    using bench = benchWith({ audit: { sensitivity: { default: 'LOW', phone_events: 'HIGH' } } });
    const site = idOf(bench, 'S-1');
    learn(bench, [...learned(site, 1, 4), ...learned(site, 2, 2)], site, START);
    const phones = await bench.ask('baselines.show', { site: 'S-1', metric: 'phone_events' });
    expect(phones).toHaveLength(168);
    expect(phones[167]).toEqual({
      metric: 'phone_events',
      hour_of_week: 167,
      sample_count: 16,
      mean: 2,
      std_dev: 1,
      min: 0,
      max: 4,
      p5: expect.closeTo(0.2),
      p25: 1,
      p50: 2,
      p75: 3,
      p95: expect.closeTo(3.8),
      is_stable: true,
      state: 'stable',
      sensitivity: 'HIGH',
      latest: 4,
      latest_z: null,
      outlier: null,
    });
    const positions = await bench.ask('baselines.show', { site: 'S-1', metric: 'location_updates' });
    expect(positions.filter(({ is_stable }) => is_stable)).toHaveLength(120);
    expect(positions[0]?.sensitivity).toBe('LOW');
  });

  it('has no cells of a metric that nothing was learned of, and refuses one that it does not have', async () => {
    using bench = benchWith({});
    expect(await bench.ask('baselines.show', { site: 'S-1', metric: 'task_completions' })).toEqual([]);
    await expect(bench.ask('baselines.show', { site: 'S-1', metric: 'doors' })).rejects.toThrow(
      'no metric doors, but phone_events',
    );
  });
});
