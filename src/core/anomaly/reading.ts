import type { Sensitivity } from '#core/model/audit-config.ts';
import type { SeriesKind } from './detector.ts';
import type { Incident } from './incident.ts';
import type { CellState } from './profile-view.ts';

/** The newest bucket of a metric that was judged. */
export type Judged = {
  /** Its number (15 minutes since 1970). */
  readonly quarter: number;
  readonly hour_of_week: number;
  readonly value: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly score: number;
  /** The most surprising window that ends with it. */
  readonly window: { readonly length: number; readonly observed: number; readonly expected: number };
  /** Samples behind the expectation. */
  readonly samples: number;
  readonly state: CellState;
};

/** How one metric of a site stands, as the rule of anomalies sees it. */
export type MetricReading = {
  readonly metric: string;
  readonly kind: SeriesKind;
  readonly direction: 'BELOW' | 'ABOVE' | 'BOTH';
  readonly sensitivity: Sensitivity;
  readonly scale: 'DAY' | 'SAMPLE';
  readonly threshold: number;
  /** False while nobody can say: nothing was judged lately. */
  readonly is_judged: boolean;
  /** The incidents that are open. */
  readonly incidents: readonly Incident[];
  /** The judged bucket behind the newest alarm of an open incident; absent where it was before a restart. */
  readonly alarms: readonly Judged[];
};
