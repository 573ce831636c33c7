import { z } from 'zod';
import { SAMPLE_STATES } from '#core/model/sample-state.ts';
import { FindingRow } from './findings.ts';

const instant = z.number().int();
const sensitivity = z.enum(['LOW', 'MEDIUM', 'HIGH']);
const cellState = z.enum(['learning', 'pooled', 'stable']);

/** One hour of the week of one metric: what was learned of it. A sample is one bucket of 15 minutes. */
export const BaselineCell = z.object({
  metric: z.string(),
  /** 0 = Monday 00:00 local. */
  hour_of_week: z.number().int(),
  sample_count: z.number().int(),
  mean: z.number(),
  std_dev: z.number(),
  min: z.number(),
  max: z.number(),
  p5: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
  is_stable: z.boolean(),
  state: cellState,
  sensitivity,
  /** The newest sample. */
  latest: z.number().nullable(),
  /** Plain robust z of the newest sample: its distance from the median by the median absolute deviation. */
  latest_z: z.number().nullable(),
  /** Why the cell looks wrong; null: it does not. */
  outlier: z.enum(['MEAN_FAR_FROM_MEDIAN', 'STD_ABOVE_MEAN']).nullable(),
});
export type BaselineCell = z.output<typeof BaselineCell>;

/** How far one metric of a site has been learned, and how it is judged. */
export const BaselineMetric = z.object({
  metric: z.string(),
  kind: z.enum(['COUNT', 'GAUGE']),
  direction: z.enum(['BELOW', 'ABOVE', 'BOTH']),
  sensitivity,
  /** DEFAULT, or TENANT, CLIENT or SITE with the code. */
  sensitivity_set_at: z.string(),
  /** DAY: sigma per day. SAMPLE: plain robust z of the cell. */
  scale: z.enum(['DAY', 'SAMPLE']),
  /** The score from which on it is an anomaly. */
  threshold: z.number(),
  state: cellState,
  /** Days' worth of samples. */
  days: z.number(),
  stable_cells: z.number().int(),
  total_cells: z.number().int(),
  /** Why no finding is raised of it now; null: findings are raised. */
  not_judged: z.string().nullable(),
});
export type BaselineMetric = z.output<typeof BaselineMetric>;

export const LeftOutDay = z.object({
  /** YYYY-MM-DD, local. */
  date: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});

export const SeriesPoint = z.object({
  /** Start of the 15 minutes. */
  at: instant,
  /** null: a gauge that said nothing, or not known. */
  observed: z.number().nullable(),
  expected: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Signed; sigma per day or the cell's robust z, as the metric's scale says. */
  score: z.number().nullable(),
  state: z.enum(SAMPLE_STATES),
});
export type SeriesPoint = z.output<typeof SeriesPoint>;

/** A finding of the metric in the shown span. */
export const SeriesFinding = FindingRow.pick({
  id: true,
  finding_type: true,
  severity: true,
  status: true,
  condition: true,
  disposition: true,
  condition_started_at: true,
  detected_at: true,
  cleared_at: true,
  resolved_at: true,
});
export type SeriesFinding = z.output<typeof SeriesFinding>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a local date, YYYY-MM-DD');

export const baselineMethods = {
  /** Every metric of a site, and the days that are left out of its learning. */
  'baselines.site': {
    kind: 'query',
    input: z.object({ site: z.string() }),
    output: z.object({
      site: z.string(),
      name: z.string(),
      timezone: z.string(),
      metrics: z.array(BaselineMetric),
      left_out: z.array(LeftOutDay),
    }),
  },
  'baselines.show': {
    kind: 'query',
    input: z.object({ site: z.string(), metric: z.string() }),
    output: z.array(BaselineCell),
  },
  /** What one metric did, beside what was expected of it then. */
  'baselines.series': {
    kind: 'query',
    input: z
      .object({ site: z.string(), metric: z.string(), from: instant, to: instant })
      .refine(({ from, to }) => from < to && to - from <= 15 * 86_400_000, 'a span of at most 15 days'),
    output: z.object({
      site: z.string(),
      metric: z.string(),
      timezone: z.string(),
      threshold: z.number(),
      points: z.array(SeriesPoint),
      findings: z.array(SeriesFinding),
    }),
  },
  /** Cells whose numbers say that something odd was learned, the oddest first. */
  'baselines.outliers': {
    kind: 'query',
    input: z.object({ site: z.string().optional(), limit: z.number().int().min(1).max(1_000).default(200) }),
    output: z.array(BaselineCell.extend({ site: z.string() })),
  },
  /** Forgets what was learned and learns anew from what is stored; no site means all. */
  'baselines.build': {
    kind: 'command',
    input: z.object({
      site: z.string().optional(),
      days: z.number().int().min(1).max(400).default(30),
      until: instant.optional(),
    }),
    output: z.object({
      /** What was learned from, ms UTC; without `until` the last days, or those before the newest event where they hold none. */
      from: instant,
      until: instant,
      baselines_created: z.number().int(),
      baselines_updated: z.number().int(),
      errors: z.array(z.object({ site: z.string(), message: z.string() })),
    }),
  },
  /** Leaves a local day of a site out of its learning, or takes it in again; the site is then learned anew. */
  'baselines.leave_out': {
    kind: 'command',
    input: z.object({
      site: z.string(),
      date: day,
      left_out: z.boolean().default(true),
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.object({ site: z.string(), left_out: z.array(LeftOutDay) }),
  },
} as const;

export const baselineEvents = {
  /** How far a learning phase is; the last one says done = total. */
  'baselines.progress': z.object({ done: z.number().int(), total: z.number().int(), site: z.string() }),
} as const;
