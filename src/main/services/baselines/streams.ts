import type { SeriesKind } from '#core/anomaly/detector.ts';
import { BASELINE_SIGNALS } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { Registry } from '#main/ports/store.ts';

/** A sum of one 15-minute bucket of one stream at one site. */
export type QuarterHour = { readonly n: number; readonly sum: number };

/** A stream that has a baseline at a site. */
export type BaselineStream = {
  readonly metric: string;
  readonly stream: number;
  readonly kind: SeriesKind;
  readonly direction: 'BELOW' | 'ABOVE' | 'BOTH';
  /** The sample that a bucket makes; null where an empty bucket says nothing. */
  readonly sampleOf: (bucket: QuarterHour | undefined) => number | null;
};

/** How many events. */
const eventsIn: BaselineStream['sampleOf'] = (bucket) => bucket?.n ?? 0;
/** What a count metric adds up to. */
const countIn: BaselineStream['sampleOf'] = (bucket) => bucket?.sum ?? 0;
/** The mean of a gauge's readings: a bucket without one is unknown, never zero. */
const readingIn: BaselineStream['sampleOf'] = (bucket) =>
  bucket === undefined ? null : bucket.sum / bucket.n;

/** The streams that have a baseline at a site: the built-in ones and its custom metrics. */
export function baselineStreams(site: Site, { signal }: Pick<Registry, 'signal'>): readonly BaselineStream[] {
  return [
    ...BASELINE_SIGNALS.map((metric) => ({
      metric,
      stream: signal(metric),
      kind: 'COUNT' as const,
      direction: 'BOTH' as const,
      sampleOf: eventsIn,
    })),
    ...site.audit.custom_metrics.map(({ name, kind, direction }) => ({
      metric: name,
      stream: signal(name),
      kind,
      direction,
      sampleOf: kind === 'COUNT' ? countIn : readingIn,
    })),
  ];
}
