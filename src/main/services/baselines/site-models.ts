import type { SeriesKind } from '#core/anomaly/detector.ts';
import { QUARTER_HOURS, type Slot } from '#core/anomaly/grid.ts';
import type { Side } from '#core/anomaly/incident.ts';
import { incidentOf, SIDES, takeScore } from '#core/anomaly/incident.ts';
import type { Judging } from '#core/anomaly/judging.ts';
import { samplesOf, stateOf, thresholdAt, thresholdOf } from '#core/anomaly/judging.ts';
import type { Judged, MetricReading } from '#core/anomaly/reading.ts';
import type { Restart } from '#core/anomaly/restart.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import { isTaken, sampleZ } from '#core/anomaly/sample.ts';
import { emptyState } from '#core/anomaly/state.ts';
import type { Site } from '#core/model/site.ts';
import type { Checkpoint, ModelRow, StoredModels } from '#main/ports/store.ts';
import { DETECTORS } from './detectors.ts';
import type { BaselineStream } from './streams.ts';

type Series = {
  readonly kind: SeriesKind;
  readonly state: Float32Array;
  /** The judged buckets behind the newest alarms, as long as the process knows them. */
  alarms: ReadonlyMap<Side, Judged>;
  /** Whether the newest bucket was held against a threshold. */
  is_judged: boolean;
};

/** One for all: nearly no series has any. */
const NO_ALARMS: ReadonlyMap<Side, Judged> = new Map();
const NONE: Standing['alarms'] = new Map();

/** How a site judges a metric. */
export const judgingOf = ({ audit }: Site, metric: string): Judging => ({
  sensitivity: audit.sensitivity[metric] ?? audit.sensitivity.default,
  early: audit.anomaly_early,
  scale: audit.anomaly_scale,
});

/** One bucket of one metric that is to be taken in. */
export type Taking = {
  readonly site: Site;
  readonly stream: BaselineStream;
  readonly slot: Slot;
  readonly value: number;
  /** The newest samples of the hour's cell, for the scale SAMPLE; null: not asked for. */
  readonly recent: readonly number[] | null;
  /** False: learned without a look at the windows. */
  readonly scored: boolean;
};

/** What is known of the newest bucket of a site's metrics and is not in their states. */
export type Standing = {
  /** The streams of which it was held against a threshold. */
  readonly judged: readonly number[];
  readonly alarms: ReadonlyMap<number, ReadonlyMap<Side, Judged>>;
};

/** The models of every metric of one site, and how far they have taken everything in. */
export class SiteModels {
  readonly site_id: number;
  /** The first bucket that was not taken in yet; null before the first one. */
  taken_to: number | null;
  /** Up to where the newest checkpoint keeps them. */
  kept_to: number | null;
  /** Up to where they were when they were read from the store. */
  readonly stored_to: number | null;
  readonly #series = new Map<number, Series>();

  constructor(siteId: number, stored: StoredModels | null) {
    this.site_id = siteId;
    this.taken_to = stored?.quarter ?? null;
    this.stored_to = this.taken_to;
    this.kept_to = stored?.kept_to ?? null;
    for (const { stream, kind, state } of stored?.models ?? [])
      this.#series.set(stream, newSeries(kind, state));
  }

  has(stream: number): boolean {
    return this.#series.has(stream);
  }

  /** The streams that were heard. */
  streams(): number[] {
    return [...this.#series.keys()];
  }

  /** The state of a stream that was heard; null for any other. Whoever changes it keeps the site anew. */
  stateOf(stream: number): { readonly kind: SeriesKind; readonly state: Float32Array } | null {
    return this.#series.get(stream) ?? null;
  }

  /** Takes a bucket in, and says what it came to. */
  take({ site, stream, slot, value, recent, scored }: Taking): { sample: Sample; restart: Restart | null } {
    const series = this.#of(stream.stream, stream.kind);
    const { state } = series;
    const detector = DETECTORS[series.kind];
    const judging = judgingOf(site, stream.metric);
    const threshold =
      scored && site.audit.anomaly_detection ? thresholdAt(state, slot, judging, detector) : null;
    const before = { samples: samplesOf(state, slot), state: stateOf(state, slot) };
    const step = detector.step(state, slot, value, scored);
    const plain = recent === null ? null : sampleZ(value, recent, stream.kind);
    const score = Math.fround(judging.scale === 'SAMPLE' ? (plain ?? 0) : step.score);
    const alarm = threshold !== null && Math.abs(score) >= threshold;
    pass(series, slot, score, alarm);
    series.is_judged = threshold !== null;
    if (alarm && threshold !== null) {
      const judged = {
        quarter: slot.index,
        hour_of_week: slot.hour_of_week,
        value,
        expected: step.expected,
        ...detector.edges(step.expected, step.spread, detector.thresholdOf(judging.sensitivity)),
        score,
        window:
          judging.scale === 'SAMPLE' ? { length: 1, observed: value, expected: step.expected } : step.window,
        ...before,
      };
      series.alarms = new Map(series.alarms).set(score < 0 ? 'BELOW' : 'ABOVE', judged);
    }
    const sample: Sample = {
      stream: stream.stream,
      state: step.lesson === null ? 'EXTREME' : scored ? 'JUDGED' : 'LEARNED',
      value,
      expected: step.expected,
      spread: step.spread,
      score: scored ? score : null,
      alarm,
      learned: step.lesson,
    };
    return { sample, restart: step.restart };
  }

  /** Nobody can vouch for the bucket: until the next one, nobody knows how the metric stands. */
  leave(stream: number): void {
    const series = this.#series.get(stream);
    if (series !== undefined) series.is_judged = false;
  }

  /** Takes a bucket in that was taken in before: the same steps with what was said of it then. */
  repeat(slot: Slot, samples: readonly Sample[], kindOf: (stream: number) => SeriesKind | null): void {
    for (const sample of samples) {
      const kind = kindOf(sample.stream);
      if (kind === null) continue;
      if (!isTaken(sample) || sample.value === null) {
        this.leave(sample.stream);
        continue;
      }
      const series = this.#of(sample.stream, kind);
      DETECTORS[series.kind].step(series.state, slot, sample.value, false);
      pass(series, slot, sample.score ?? 0, sample.alarm);
      series.is_judged = sample.score !== null;
    }
    this.taken_to = slot.index + 1;
  }

  /** What the store does not know of them. */
  standing(): Standing {
    const series = [...this.#series];
    const alarmed = series.filter(([, { alarms }]) => alarms.size > 0);
    return {
      judged: series.flatMap(([stream, { is_judged }]) => (is_judged ? [stream] : [])),
      alarms: alarmed.length === 0 ? NONE : new Map(alarmed.map(([stream, { alarms }]) => [stream, alarms])),
    };
  }

  /** They stand as they did when they went to wait in the store. */
  resume({ judged, alarms }: Standing): void {
    for (const [stream, series] of this.#series) {
      series.is_judged = judged.includes(stream);
      series.alarms = alarms.get(stream) ?? NO_ALARMS;
    }
  }

  /** The newest bucket that the states hold, as it was told then: a state does not say whether it was held against a threshold. */
  standAfter(samples: readonly Sample[]): void {
    for (const sample of samples) {
      const series = this.#series.get(sample.stream);
      if (series !== undefined) series.is_judged = isTaken(sample) && sample.score !== null;
    }
  }

  /** How the metrics of the site stand. */
  readings(site: Site, streams: readonly BaselineStream[]): readonly MetricReading[] {
    return streams.flatMap(({ metric, stream, direction }): MetricReading[] => {
      const series = this.#series.get(stream);
      if (series === undefined) return [];
      const judging = judgingOf(site, metric);
      const incidents = SIDES.flatMap((side) => incidentOf(series.state, side) ?? []);
      return [
        {
          metric,
          kind: series.kind,
          direction,
          sensitivity: judging.sensitivity,
          scale: judging.scale,
          threshold: thresholdOf(judging, DETECTORS[series.kind]),
          is_judged: series.is_judged,
          incidents,
          alarms: [...series.alarms.values()],
        },
      ];
    });
  }

  /** As they are now, to be kept. */
  checkpoint(): Checkpoint | null {
    if (this.taken_to === null) return null;
    const models = [...this.#series].map(([stream, { kind, state }]): ModelRow => ({ stream, kind, state }));
    return { site_id: this.site_id, quarter: this.taken_to, models };
  }

  /** The series of a stream; one whose kind was changed begins anew. */
  #of(stream: number, kind: SeriesKind): Series {
    const known = this.#series.get(stream);
    if (known?.kind === kind) return known;
    const series = newSeries(kind, emptyState());
    this.#series.set(stream, series);
    return series;
  }
}

const newSeries = (kind: SeriesKind, state: Float32Array): Series => ({
  kind,
  state,
  alarms: NO_ALARMS,
  is_judged: false,
});

/** Time passes for the incidents of both sides. */
function pass(series: Series, { index }: Slot, score: number, alarm: boolean): void {
  const { state, alarms } = series;
  takeScore(state, index, score, alarm ? 0 : Number.POSITIVE_INFINITY, QUARTER_HOURS);
  if (alarms.size === 0) return;
  const open = [...alarms].filter(([side]) => incidentOf(state, side) !== null);
  series.alarms = open.length === 0 ? NO_ALARMS : new Map(open);
}
