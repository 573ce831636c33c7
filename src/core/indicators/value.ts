import { DAY } from '#core/model/time.ts';
import type { Indicator } from './indicator.ts';
import { meanIndicator, shareIndicator } from './indicator.ts';

/** Mean length of a month. */
const MONTH = 30 * DAY;

/** Who was sent in a span, and for what. */
export type DispatchFacts = {
  /** People who were sent and not called off. */
  readonly sent: number;
  /** Findings of the span that were resolved and stood for themselves. */
  readonly settled: number;
  /** Those of them for which somebody was sent. */
  readonly settled_with: number;
  /** Milliseconds for which the sites were audited, added up. */
  readonly watched_ms: number;
};

/** Dispatches per site and month of thirty days, and what was settled without one. */
export function dispatchIndicators(facts: DispatchFacts): readonly Indicator[] {
  const months = facts.watched_ms / MONTH;
  const without = facts.settled - facts.settled_with;
  return [
    meanIndicator('dispatches_per_site_month', facts.sent, months, [
      { name: 'sent', value: facts.sent },
      { name: 'site_months', value: months },
    ]),
    shareIndicator('settled_without_dispatch_pct', without, facts.settled, [
      { name: 'without', value: without },
      { name: 'settled', value: facts.settled },
    ]),
  ];
}

/** How many fell due in a span, and how many of them were done by then. */
export type Punctuality = { readonly due: number; readonly on_time: number };

export const punctualityIndicator = (
  name: 'tours_on_time_pct' | 'tasks_on_time_pct',
  { due, on_time }: Punctuality,
): Indicator =>
  shareIndicator(name, on_time, due, [
    { name: 'on_time', value: on_time },
    { name: 'due', value: due },
  ]);

/** A site is stable when this share of its cells is. */
const STABLE_SHARE = 0.8;

/** Whether the baselines of a site can be relied on. */
export const isStable = ({
  stable_cells,
  total_cells,
}: Pick<SiteBaselines, 'stable_cells' | 'total_cells'>): boolean =>
  total_cells > 0 && stable_cells >= STABLE_SHARE * total_cells;

/** What is known of the baselines of one audited site. */
export type SiteBaselines = {
  readonly stable_cells: number;
  readonly total_cells: number;
  /** It has been audited for thirty days: then its baselines should be stable. */
  readonly is_grown: boolean;
};

/** Sites whose baselines can be relied on, of those that had thirty days to learn; before there are any, of all, without a verdict. */
export function stabilityIndicator(sites: readonly SiteBaselines[]): Indicator {
  const grown = sites.filter(({ is_grown }) => is_grown);
  const counted = grown.length === 0 ? sites : grown;
  const stable = counted.filter(isStable).length;
  const told = shareIndicator('stable_sites_pct', stable, counted.length, [
    { name: 'stable', value: stable },
    { name: 'sites', value: counted.length },
    { name: 'learning', value: sites.length - grown.length },
  ]);
  return grown.length > 0 ? told : { ...told, status: 'too few data' };
}
