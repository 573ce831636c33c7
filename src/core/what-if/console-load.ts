import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Span } from './tried.ts';

/** How much the alerts of a span ask of one console, in periods of ten minutes as ISA-18.2 and EEMUA 191 count them. */
export type ConsoleLoad = {
  readonly alerts: number;
  /** Alerts in ten minutes, on average. */
  readonly average: number;
  /** The most alerts in any one period. */
  readonly busiest: number;
  /** Periods with more than ten alerts. */
  readonly floods: number;
  readonly periods: number;
};

const PERIOD = 10 * MINUTE;
/** More than this in a period is a flood (ISA-18.2). */
const FLOOD = 10;

export function consoleLoad(alerts: readonly EpochMs[], { from, to }: Span): ConsoleLoad {
  const periods = Math.max(1, Math.ceil((to - from) / PERIOD));
  const counts = new Map<number, number>();
  for (const at of alerts) {
    const period = Math.floor((at - from) / PERIOD);
    counts.set(period, (counts.get(period) ?? 0) + 1);
  }
  const sizes = [...counts.values()];
  return {
    alerts: alerts.length,
    average: alerts.length / periods,
    busiest: Math.max(0, ...sizes),
    floods: sizes.filter((size) => size > FLOOD).length,
    periods,
  };
}
