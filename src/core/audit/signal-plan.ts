import type { AuditConfig, SignalThreshold } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { MINUTE } from '#core/model/time.ts';

/** The threshold that holds for a critical signal without one of its own. */
export const DEFAULT_THRESHOLD: SignalThreshold = { min_count: 1, window_minutes: 60 };

/** One critical signal of a site: how many of its newest instants are kept, and how far back they count. */
export type SignalCounter = {
  readonly signal: string;
  readonly stream: number;
  readonly capacity: number;
  /** Milliseconds. */
  readonly window: number;
  /** Where its instants begin among those of the site. */
  readonly offset: number;
};

/** What is kept of the signals of a site; the same for all sites with the same settings. */
export type SignalPlan = {
  readonly counters: readonly SignalCounter[];
  /** How many instants all counters keep together. */
  readonly size: number;
  /** Streams of which an event is one reading, whatever its value. */
  readonly gauges: ReadonlySet<number>;
};

export function signalPlan(audit: AuditConfig, streamOf: (name: string) => number): SignalPlan {
  let size = 0;
  const counters = audit.critical_signals.map((signal): SignalCounter => {
    const { min_count, window_minutes } = audit.signal_thresholds[signal] ?? DEFAULT_THRESHOLD;
    const offset = size;
    size += min_count;
    return { signal, stream: streamOf(signal), capacity: min_count, window: window_minutes * MINUTE, offset };
  });
  const gauges = audit.custom_metrics.filter(({ kind }) => kind === 'GAUGE');
  return { counters, size, gauges: new Set(gauges.map(({ name }) => streamOf(name))) };
}

/** The longest window of any critical signal of the sites, in ms. */
export function longestWindow(sites: readonly Site[]): number {
  let minutes = DEFAULT_THRESHOLD.window_minutes;
  for (const { audit } of sites) {
    for (const signal of audit.critical_signals) {
      minutes = Math.max(minutes, (audit.signal_thresholds[signal] ?? DEFAULT_THRESHOLD).window_minutes);
    }
  }
  return minutes * MINUTE;
}
