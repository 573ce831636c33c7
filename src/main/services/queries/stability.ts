import { type Stability, stabilityOf } from '#core/anomaly/profile-view.ts';
import { BASELINE_SIGNALS } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { inSlices } from './slices.ts';

/** Sites that are added up in one go, so that other questions are answered in between: about 20 ms. */
const SITES_AT_ONCE = 20;
/** A rebuild may end at the instant up to which was learned before; after this long the cells are read again anyway. */
const KEPT_FOR = 10 * MINUTE;

type Remembered = {
  readonly learnedTo: EpochMs | undefined;
  readonly readAt: number;
  readonly stability: Stability;
};

/** Metrics with a baseline at the site: the built-in ones and its own. */
export const metricsOf = (site: Site): readonly string[] => [
  ...BASELINE_SIGNALS,
  ...site.audit.custom_metrics.map(({ name }) => name),
];

/**
 * How far the baselines of sites can be relied on. There are 840 cells a site, so an answer is remembered until the site
 * has learned more or its settings changed (a new Site object).
 */
export function createStability(
  readModel: ReadModel,
  clock: Clock,
): (sites: readonly Site[]) => Promise<(site: Site) => Stability> {
  const remembered = new WeakMap<Site, Remembered>();
  const read = (sites: readonly Site[], learnedTo: ReadonlyMap<number, EpochMs>): void => {
    const pools = readModel.profile.pools(sites.map(({ id }) => id));
    for (const site of sites) {
      const stability = stabilityOf(metricsOf(site), pools.get(site.id) ?? []);
      remembered.set(site, { learnedTo: learnedTo.get(site.id), readAt: clock.monotonic(), stability });
    }
  };

  return async (sites) => {
    const learnedTo = readModel.profile.learnedTo();
    const stale = sites.filter((site) => {
      const last = remembered.get(site);
      if (last === undefined || last.learnedTo !== learnedTo.get(site.id)) return true;
      return clock.monotonic() - last.readAt > KEPT_FOR;
    });
    await inSlices(stale, SITES_AT_ONCE, (slice) => read(slice, learnedTo));
    return (site) => remembered.get(site)?.stability ?? stabilityOf(metricsOf(site), []);
  };
}
