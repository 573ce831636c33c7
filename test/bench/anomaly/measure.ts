import type { Calibrated } from './calibrated.ts';
import { calibrate } from './calibrated.ts';
import type { ClockChange, Moves } from './changes.ts';
import { afterClocks, afterMoves } from './changes.ts';
import type { Cost } from './cost.ts';
import { measureCost } from './cost.ts';
import { EVENT_KINDS } from './events.ts';
import type { Found, ScoredSeries, Span } from './judge.ts';
import { falseRate, judge, recallOf, thresholdFor } from './judge.ts';
import type { Scorer } from './scores.ts';
import { SCORERS, scorerNames } from './scores.ts';
import type { Plan, Series } from './series.ts';
import { drawAll } from './series.ts';

export type Shape = { readonly series: number; readonly days: number; readonly seeds: readonly number[] };

/** What was found at some false alarms; delays in minutes, null where nothing was found. */
export type Recall = {
  readonly threshold: number;
  readonly false_alarms: number;
  readonly labels: number;
  readonly recall: number;
  readonly delay_p50: number | null;
  readonly delay_p90: number | null;
};
export type Named<T> = T & { readonly name: string };

export type Measured = {
  /** At equal false alarms per series and day. */
  readonly equal: readonly (Named<Recall> & { readonly rate: number })[];
  /** Vigil at MAIN_RATE, by seed, by kind of event, by events removed or added; beside what the truth known finds. */
  readonly parts: readonly (Named<Recall> & { readonly known: number; readonly known_p50: number | null })[];
  /** Vigil at its own thresholds. */
  readonly own: readonly Named<Recall>[];
  readonly early: readonly Named<Recall>[];
  readonly moves: Moves;
  readonly clocks: ClockChange;
  readonly calibrated: Calibrated;
  readonly cost: Cost;
};

export const RATES = [0.02, 0.05, 0.08, 0.1] as const;
export const MAIN_RATE = 0.05;
export const EARLY_RATE = 0.08;
/** z per day of the sensitivities LOW, MEDIUM and HIGH. */
export const THRESHOLDS = { LOW: 3, MEDIUM: 2, HIGH: 1.5 } as const;
/** The days before are the start of a series, and told by themselves. */
const SETTLED = 30;
const EARLY: readonly Span[] = [
  { from: 2, to: 7 },
  { from: 7, to: 14 },
  { from: 14, to: SETTLED },
];
/** Starts are short and hold few events: so many more series are drawn for them. */
const STARTS = 5;
const QUIET_SHARE = 0.5;
const SIZES = [12, 20, 40, 80, Number.POSITIVE_INFINITY];

/** Series in which things happen, starts alone, series in which nothing happens, and series whose shift moves and nothing else. */
function drawSets({ series, days, seeds }: Shape) {
  const draw = (plan: Omit<Plan, 'seed'>) => seeds.flatMap((seed) => drawAll({ seed, ...plan }));
  const [eventful, quiet] = [
    { days, hasEvents: true },
    { days, hasEvents: false },
  ];
  return {
    all: draw({ ...eventful, name: 'main', count: series, moved: 'SOME' }),
    starts: draw({ ...eventful, name: 'start', count: series * STARTS, days: SETTLED, moved: 'NONE' }),
    quiet: draw({ ...quiet, name: 'quiet', count: Math.ceil(series * QUIET_SHARE), moved: 'NONE' }),
    moved: draw({ ...quiet, name: 'moved', count: series, moved: 'ALL' }),
  };
}

export function measureAnomalies(shape: Shape): Measured {
  const { all, starts, quiet, moved } = drawSets(shape);
  const span = { from: SETTLED, to: shape.days };
  const scored = scoreAll(all, scorerNames);
  const started = [...scored.Vigil, ...scoreAll(starts, ['Vigil']).Vigil];
  return {
    equal: RATES.flatMap((rate) =>
      scorerNames.map((name) => ({ name, rate, ...atRate(scored[name], rate, span) })),
    ),
    parts: partsOf(scored, shape.seeds.length, span),
    own: Object.entries(THRESHOLDS).map(([name, threshold]) => ({
      name,
      ...at(scored.Vigil, threshold, span),
    })),
    early: [...EARLY.flatMap((each) => earlyRows(started, each)), ...earlyRows(scored.Vigil, span)],
    moves: afterMoves(scoreAll(moved, ['Vigil']).Vigil, THRESHOLDS.MEDIUM),
    clocks: afterClocks(scored.Vigil, THRESHOLDS.HIGH, span),
    calibrated: calibrate(quiet),
    cost: measureCost(all),
  };
}

type Scored = Readonly<Record<Scorer, readonly ScoredSeries[]>>;

function scoreAll(all: readonly Series[], names: readonly Scorer[]): Scored {
  const none: Record<Scorer, readonly ScoredSeries[]> = {
    ...{ Vigil: [], 'mean and deviation': [], 'median and MAD': [], 'the truth known': [] },
  };
  for (const name of names) none[name] = all.map((series) => ({ series, scores: SCORERS[name](series) }));
  return none;
}

const atRate = (all: readonly ScoredSeries[], rate: number, span: Span): Recall =>
  at(all, thresholdFor(all, rate, span), span);

function at(all: readonly ScoredSeries[], threshold: number, span: Span): Recall {
  const judgement = judge(all, threshold, span);
  return { threshold, false_alarms: falseRate(judgement), ...summaryOf(judgement.labels) };
}

function summaryOf(labels: readonly Found[]) {
  const delays = labels.flatMap(({ delay }) => (delay === null ? [] : [delay])).sort((a, b) => a - b);
  const quantile = (share: number) => delays[Math.ceil(share * delays.length) - 1] ?? null;
  return {
    ...{ labels: labels.length, recall: recallOf(labels) },
    ...{ delay_p50: quantile(0.5), delay_p90: quantile(0.9) },
  };
}

function partsOf(scored: Scored, seeds: number, span: Span): Measured['parts'] {
  const all = judgedAt(scored.Vigil, span);
  const known = judgedAt(scored['the truth known'], span).labels;
  const perSeed = scored.Vigil.length / seeds;
  const part = (name: string, isIn: (found: Found) => boolean) => {
    const [own, theirs] = [all.labels.filter(isIn), summaryOf(known.filter(isIn))];
    return { name, ...all.figures, ...summaryOf(own), known: theirs.recall, known_p50: theirs.delay_p50 };
  };
  const ofSeed = (seed: number) => {
    const own = scored.Vigil.slice(seed * perSeed, (seed + 1) * perSeed);
    const labels = new Set(own.flatMap(({ series }) => series.labels));
    return part(`seed ${seed + 1}`, ({ label }) => labels.has(label));
  };
  return [
    ...Array.from({ length: seeds }, (_, seed) => ofSeed(seed)),
    ...EVENT_KINDS.map((kind) => part(kind, ({ label }) => label.kind === kind)),
    ...SIZES.slice(1).map((to, place) =>
      part(
        `${SIZES[place]} to ${to} events`,
        ({ label: { changed } }) => changed >= (SIZES[place] ?? 0) && changed < to,
      ),
    ),
  ];
}

function judgedAt(all: readonly ScoredSeries[], span: Span) {
  const threshold = thresholdFor(all, MAIN_RATE, span);
  const judgement = judge(all, threshold, span);
  return { labels: judgement.labels, figures: { threshold, false_alarms: falseRate(judgement) } };
}

/** A stretch of days at equal false alarms, then at the product's own thresholds. */
function earlyRows(all: readonly ScoredSeries[], span: Span): readonly Named<Recall>[] {
  const days = `days ${span.from} to ${span.to - 1}`;
  return [
    { name: `${days}, at ${EARLY_RATE}`, ...atRate(all, EARLY_RATE, span) },
    ...Object.entries(THRESHOLDS)
      .filter(([name]) => span.from >= 7 || name === 'LOW')
      .map(([name, threshold]) => ({ name: `${days}, ${name}`, ...at(all, threshold, span) })),
  ];
}
