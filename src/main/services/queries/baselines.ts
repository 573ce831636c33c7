import type { Answer } from '#contract/index.ts';
import type { SeriesKind } from '#core/anomaly/detector.ts';
import { poolOf, QUARTER_HOURS } from '#core/anomaly/grid.ts';
import { thresholdOf } from '#core/anomaly/judging.ts';
import type { CellView, PoolCount } from '#core/anomaly/profile-view.ts';
import { cellState, STABLE_SAMPLES, stabilityOf, viewCells } from '#core/anomaly/profile-view.ts';
import { createSiteQuarters, quarterAt, startOf } from '#core/anomaly/quarters.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import { sensitivitySetAt } from '#core/audit/words.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { BASELINE_SIGNALS } from '#core/model/event.ts';
import { isAudited, type Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { DETECTORS } from '../baselines/detectors.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import { isVisible, siteFinder } from './site-finder.ts';
import { inSlices } from './slices.ts';

type BaselineQueries = Pick<
  QueryHandlers,
  'baselines.site' | 'baselines.show' | 'baselines.series' | 'baselines.outliers'
>;
type MetricFacts = Pick<Answer<'baselines.site'>['metrics'][number], 'metric' | 'kind' | 'direction'>;
type Point = Answer<'baselines.series'>['points'][number];

/** Sites whose cells are looked through in one go: about 30 ms. */
const SITES_AT_ONCE = 20;
const MOST_FINDINGS = 200;

/** What was learned of the metrics of sites, and what they did beside what was expected. */
export function createBaselineQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): BaselineQueries {
  const siteOf = siteFinder(fleet);
  const viewOf = (site: Site, facts: MetricFacts): readonly CellView[] =>
    viewCells(
      facts.metric,
      facts.kind,
      sensitivityOf(site, facts.metric),
      readModel.profile.cells(site.id, facts.metric),
    );
  return {
    'baselines.site': ({ site: code }, { scope }) => {
      const site = siteOf(code, scope);
      const pools = readModel.profile.pools([site.id]).get(site.id) ?? [];
      const now = clock.now();
      return {
        site: code,
        name: site.name,
        timezone: site.timezone,
        metrics: metricFacts(site).map((facts) => metricRow(site, facts, pools, now)),
        left_out: [...readModel.baselines.leftOut(site.id)],
      };
    },
    'baselines.show': ({ site: code, metric }, { scope }) => {
      const site = siteOf(code, scope);
      return [...viewOf(site, factsOf(site, metric))];
    },
    'baselines.series': ({ site: code, metric, from, to }, { scope }) => {
      const site = siteOf(code, scope);
      const { kind } = factsOf(site, metric);
      const threshold = DETECTORS[kind].thresholdOf(sensitivityOf(site, metric));
      const last = Math.min(to, clock.now());
      const known = readModel.baselines.series(site.id, metric, quarterAt(from), quarterAt(last - 1) + 1);
      const { rows } = readModel.findings.page({
        scope,
        filter: { site: code, type: `ANOMALY_${metric.toUpperCase()}_*` },
        at: clock.now(),
        sort: 'newest',
        after: null,
        limit: MOST_FINDINGS,
      });
      return {
        site: code,
        metric,
        timezone: site.timezone,
        threshold: thresholdOf(
          { sensitivity: sensitivityOf(site, metric), early: false, scale: site.audit.anomaly_scale },
          DETECTORS[kind],
        ),
        points: known.map(({ quarter, sample, counted }) =>
          pointOf(quarter, sample, counted, kind, threshold),
        ),
        findings: rows.filter(
          (row) =>
            row.condition_started_at < to && (row.cleared_at ?? row.resolved_at ?? clock.now()) >= from,
        ),
      };
    },
    'baselines.outliers': async ({ site: code, limit }, { scope }) => {
      const sites =
        code === undefined ? fleet().sites.filter((site) => isVisible(site, scope)) : [siteOf(code, scope)];
      const found: Answer<'baselines.outliers'> = [];
      await inSlices(sites, SITES_AT_ONCE, (slice) => {
        for (const site of slice)
          for (const facts of metricFacts(site))
            for (const cell of viewOf(site, facts))
              if (cell.outlier !== null) found.push({ ...cell, site: site.code });
      });
      return found.sort((a, b) => oddness(b) - oddness(a)).slice(0, limit);
    },
  };
}

/** How far the mean lies from the median, by what a sample scatters anyway. */
const oddness = ({ mean, p50, p25, p75 }: CellView): number =>
  Math.abs(mean - p50) / Math.max(p75 - p25, Math.sqrt(Math.abs(p50) + 1));

const sensitivityOf = ({ audit }: Site, metric: string) =>
  audit.sensitivity[metric] ?? audit.sensitivity.default;

/** The metrics of a site with a baseline: the built-in ones and its own. */
export const metricFacts = (site: Site): readonly MetricFacts[] => [
  ...BASELINE_SIGNALS.map((metric) => ({ metric, kind: 'COUNT' as const, direction: 'BOTH' as const })),
  ...site.audit.custom_metrics.map(({ name, kind, direction }) => ({ metric: name, kind, direction })),
];

function factsOf(site: Site, metric: string): MetricFacts {
  const facts = metricFacts(site).find((each) => each.metric === metric);
  if (facts !== undefined) return facts;
  const names = metricFacts(site).map((each) => each.metric);
  throw new Refused('not-found', `Site ${site.code} has no metric ${metric}, but ${names.join(', ')}.`);
}

/** How far one metric has been learned at a site, from the samples of its pools. */
export function metricRow(
  site: Site,
  facts: MetricFacts,
  pools: readonly PoolCount[],
  now: EpochMs,
): Answer<'baselines.site'>['metrics'][number] {
  const { metric, kind } = facts;
  const sensitivity = sensitivityOf(site, metric);
  const own = pools.filter((pool) => pool.metric === metric);
  const samples = own.reduce((sum, pool) => sum + pool.samples, 0);
  const days = samples / QUARTER_HOURS.buckets_a_day;
  const { slot } = createSiteQuarters(site, new Set())(quarterAt(now));
  const ofHour = own.find(({ pool }) => pool === poolOf(slot.hour_of_week))?.samples ?? 0;
  const { stable_cells, total_cells } = stabilityOf([metric], own);
  return {
    ...facts,
    sensitivity,
    sensitivity_set_at: sensitivitySetAt(site, site.audit, metric),
    scale: site.audit.anomaly_scale,
    threshold: thresholdOf({ sensitivity, early: false, scale: site.audit.anomaly_scale }, DETECTORS[kind]),
    state: cellState(stable_cells === total_cells ? STABLE_SAMPLES : 0, days),
    days,
    stable_cells,
    total_cells,
    not_judged: whyNotJudged(site, ofHour, days, now),
  };
}

function whyNotJudged(site: Site, ofHour: number, days: number, now: EpochMs): string | null {
  if (!isAudited(site)) return 'the site is not audited';
  if (!site.audit.anomaly_detection) return 'anomaly detection is off at this site';
  if (maintenanceAt(site, now) !== null) return 'the site is in maintenance';
  if (ofHour >= STABLE_SAMPLES) return null;
  if (site.audit.anomaly_early && days >= 2) return null;
  return `still learning: ${ofHour} of ${STABLE_SAMPLES} samples of this hour`;
}

const readingOf = (counted: { readonly n: number; readonly sum: number } | null, kind: SeriesKind) =>
  counted === null ? null : kind === 'COUNT' ? counted.sum : counted.sum / counted.n;

function pointOf(
  quarter: number,
  sample: Sample | null,
  counted: { readonly n: number; readonly sum: number } | null,
  kind: SeriesKind,
  threshold: number,
): Point {
  const nothing = { expected: null, low: null, high: null, score: null };
  const at = startOf(quarter);
  if (sample === null) return { at, observed: readingOf(counted, kind), ...nothing, state: 'UNKNOWN' };
  const { state, expected, spread, score, value } = sample;
  if (expected === null || spread === null) return { at, observed: value, ...nothing, state };
  return {
    at,
    observed: value,
    expected,
    ...DETECTORS[kind].edges(expected, spread, threshold),
    score,
    state,
  };
}
