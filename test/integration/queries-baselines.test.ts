import { describe, expect, it } from 'vitest';
import { quarterAt } from '#core/anomaly/quarters.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import type { SiteDocument } from '#core/config/document.ts';
import { STREAM } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { ProfileCell } from '#main/ports/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

/** A Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');
const QUARTER = 15 * MINUTE;

const benchWith = (...sites: readonly Partial<SiteDocument>[]): ReadBench =>
  readBench(fleetDocument({ sites: sites.length, site: (index) => ({ timezone: 'UTC', ...sites[index] }) }));

const cell = (site_id: number, hour_of_week: number, more: Partial<ProfileCell> = {}): ProfileCell => ({
  site_id,
  stream: STREAM.phone_events,
  hour_of_week,
  n: 16,
  mean: 4,
  m2: 15,
  min: 2,
  max: 6,
  recent: [3, 4, 5, 4, 4, 3, 5, 4, 4],
  ...more,
});
const week = (site_id: number, n: number) =>
  Array.from({ length: 168 }, (_, hour) => cell(site_id, hour, { n }));
const learn = ({ store }: ReadBench, cells: readonly ProfileCell[]) =>
  store.transaction(() => store.profiles.save(cells));

const sample = (more: Partial<Sample> = {}): Sample => ({
  stream: STREAM.phone_events,
  state: 'JUDGED',
  value: 4,
  expected: 5,
  spread: 0.1,
  score: 0,
  alarm: false,
  learned: 4,
  ...more,
});

describe('the metrics of a site', () => {
  it('say how far they are learned, how they are judged, and who wanted that', async () => {
    using bench = benchWith({
      audit: {
        sensitivity: { default: 'LOW', phone_events: 'HIGH' },
        custom_metrics: [{ name: 'cold_room', kind: 'GAUGE', direction: 'ABOVE' }],
      },
    });
    learn(bench, week(1, 16));
    const { metrics, timezone } = await bench.ask('baselines.site', { site: 'S-1' });
    expect(timezone).toBe('UTC');
    expect(metrics.map(({ metric }) => metric)).toEqual([
      'phone_events',
      'location_updates',
      'tour_checkpoints',
      'task_completions',
      'device_heartbeats',
      'cold_room',
    ]);
    expect(metrics[0]).toEqual({
      metric: 'phone_events',
      kind: 'COUNT',
      direction: 'BOTH',
      sensitivity: 'HIGH',
      sensitivity_set_at: 'SITE S-1',
      scale: 'DAY',
      threshold: 1.5,
      state: 'stable',
      days: 28,
      stable_cells: 168,
      total_cells: 168,
      not_judged: null,
    });
    expect(metrics[1]).toMatchObject({
      sensitivity: 'LOW',
      threshold: 3,
      state: 'learning',
      stable_cells: 0,
      not_judged: 'still learning: 0 of 30 samples of this hour',
    });
    expect(metrics[5]).toMatchObject({ kind: 'GAUGE', direction: 'ABOVE', threshold: 4 });
  });

  it('say who set a sensitivity that holds for all of them', async () => {
    using bench = benchWith({ audit: { sensitivity: 'LOW' } });
    const { metrics } = await bench.ask('baselines.site', { site: 'S-1' });
    expect(metrics[0]).toMatchObject({ sensitivity: 'LOW', sensitivity_set_at: 'SITE S-1' });
  });

  it('say why nothing is raised of them', async () => {
    const window = { start: '2026-01-05T00:00:00Z', end: '2026-01-05T02:00:00Z', reason: 'Test' };
    using bench = benchWith(
      { audit: { anomaly_detection: false } },
      { audit: { enabled: false } },
      { audit: { maintenance_windows: [window] } },
    );
    const why = async (site: string) => (await bench.ask('baselines.site', { site })).metrics[0]?.not_judged;
    expect(await why('S-1')).toBe('anomaly detection is off at this site');
    expect(await why('S-2')).toBe('the site is not audited');
    expect(await why('S-3')).toBe('the site is in maintenance');
  });

  it('name the days that are left out', async () => {
    using bench = benchWith({});
    const day = { site_id: 1, date: '2026-01-01', reason: 'new year', actor: 'local:ada', at: START };
    bench.store.transaction(() => bench.store.baselines.leaveOut(day));
    const { left_out } = await bench.ask('baselines.site', { site: 'S-1' });
    expect(left_out).toEqual([{ date: '2026-01-01', reason: 'new year', by: 'local:ada', at: START }]);
  });

  it('are of a site that the caller may see', async () => {
    using bench = benchWith({});
    await expect(bench.ask('baselines.site', { site: 'S-1' }, { tenants: ['OTHER'] })).rejects.toThrow(
      'There is no site S-1.',
    );
  });
});

describe('the series of a metric', () => {
  const ask = (bench: ReadBench, from = START, to = START + HOUR) =>
    bench.ask('baselines.series', { site: 'S-1', metric: 'phone_events', from, to });

  it('shows every quarter of an hour with its band, and what was not judged with the reason', async () => {
    using bench = benchWith({});
    bench.clock.advance(2 * HOUR);
    const quarter = quarterAt(START);
    bench.store.transaction(() =>
      bench.store.baselines.saveScored([
        { site_id: 1, quarter, samples: [sample({ value: 1, score: -2.5, alarm: true })] },
        {
          site_id: 1,
          quarter: quarter + 1,
          samples: [sample({ state: 'MAINTENANCE', value: 2, expected: null, spread: null, score: null })],
        },
        { site_id: 1, quarter: quarter + 3, samples: [] },
      ]),
    );
    const { points, threshold } = await ask(bench);
    expect(threshold).toBe(2);
    expect(points.map(({ at, observed, state }) => [at, observed, state])).toEqual([
      [START, 1, 'JUDGED'],
      [START + QUARTER, 2, 'MAINTENANCE'],
      [START + 2 * QUARTER, null, 'UNKNOWN'],
      [START + 3 * QUARTER, null, 'UNKNOWN'],
    ]);
    expect(points[0]).toMatchObject({ expected: 5, score: -2.5 });
    expect(points[0]?.low).toBeLessThan(1);
    expect(points[0]?.high).toBeGreaterThan(14);
    expect(points[1]).toMatchObject({ expected: null, low: null, high: null, score: null });
  });

  it('ends at the present', async () => {
    using bench = benchWith({});
    bench.clock.advance(30 * MINUTE);
    expect((await ask(bench)).points).toHaveLength(2);
  });

  it('carries the findings of its metric that touch the span', async () => {
    using bench = benchWith({});
    bench.clock.advance(DAY);
    const finding = (id: string, finding_type: string, start: number, cleared_at: number | null) =>
      findingWith({
        id,
        site: 'S-1',
        scope_key: 'S-1',
        finding_type,
        subject: `signal:${id}`,
        condition_started_at: start,
        detected_at: start,
        condition: cleared_at === null ? 'ACTIVE' : 'CLEARED',
        cleared_at,
      });
    bench.save([
      finding('F-1', 'ANOMALY_PHONE_EVENTS_BELOW', START - HOUR, START + MINUTE),
      finding('F-2', 'ANOMALY_PHONE_EVENTS_ABOVE', START - HOUR, START - MINUTE),
      finding('F-3', 'ANOMALY_LOCATION_UPDATES_BELOW', START, null),
      finding('F-4', 'ANOMALY_PHONE_EVENTS_BELOW', START + 2 * HOUR, null),
      finding('F-5', 'ANOMALY_PHONE_EVENTS_ABOVE', START + MINUTE, null),
    ]);
    const { findings } = await ask(bench);
    expect(findings.map(({ id }) => id).sort()).toEqual(['F-1', 'F-5']);
  });

  it('is of a metric that the site has, over two weeks at most', async () => {
    using bench = benchWith({});
    await expect(
      bench.ask('baselines.series', { site: 'S-1', metric: 'doors', from: START, to: START + HOUR }),
    ).rejects.toThrow('Site S-1 has no metric doors');
    await expect(ask(bench, START, START + 16 * DAY)).rejects.toThrow('at most 15 days');
  });
});

describe('cells in which something odd was learned', () => {
  it('have a mean far from their median, or scatter beyond it, the oddest first', async () => {
    using bench = benchWith({}, {});
    learn(bench, [
      cell(1, 1),
      cell(1, 2, { mean: 40 }),
      cell(2, 3, { mean: 6, m2: 49 * 15 }),
      cell(2, 4, { mean: 400 }),
      cell(2, 5, { mean: 40, n: 7 }),
    ]);
    const outliers = await bench.ask('baselines.outliers', {});
    expect(outliers.map(({ site, hour_of_week, outlier }) => [site, hour_of_week, outlier])).toEqual([
      ['S-2', 4, 'MEAN_FAR_FROM_MEDIAN'],
      ['S-1', 2, 'MEAN_FAR_FROM_MEDIAN'],
      ['S-2', 3, 'STD_ABOVE_MEAN'],
    ]);
    const one = await bench.ask('baselines.outliers', { site: 'S-1' });
    expect(one.map(({ hour_of_week }) => hour_of_week)).toEqual([2]);
    expect(await bench.ask('baselines.outliers', { limit: 1 })).toHaveLength(1);
    expect(await bench.ask('baselines.outliers', {}, { tenants: ['OTHER'] })).toEqual([]);
  });
});

describe('the cell of an hour', () => {
  it('tells its newest sample with its plain z against the ones before', async () => {
    using bench = benchWith({});
    learn(bench, [cell(1, 1, { recent: [4, 4, 4, 4, 4, 4, 4, 4, 0] })]);
    const [shown] = await bench.ask('baselines.show', { site: 'S-1', metric: 'phone_events' });
    expect(shown).toMatchObject({ latest: 0, latest_z: -4 / Math.sqrt(5) });
  });
});
