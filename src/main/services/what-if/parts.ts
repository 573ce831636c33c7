import type { TrialOrder } from '#contract/what-if.ts';
import { DAY } from '#core/model/time.ts';
import type { Span } from '#core/what-if/tried.ts';

/** Some sites of one of the two replays of a trial: as the settings are (`order` null), or as they would be. Plain data: it crosses to a thread. */
export type TrialPart = Span & { readonly sites: readonly string[]; readonly order: TrialOrder | null };

/** Sites times days that are replayed at once: at 200 events of a site in an hour some 300 MB. */
const MOST_SITE_DAYS = 300;

/** A replay of some sites over a span in parts: no more of them at once than memory holds the events of, and enough for so many threads. */
export function partsOf(
  { from, to, sites }: Span & { readonly sites: readonly string[] },
  order: TrialOrder | null,
  threads: number,
): readonly TrialPart[] {
  const held = Math.max(1, Math.floor(MOST_SITE_DAYS / Math.max(1, (to - from) / DAY)));
  const most = Math.min(held, Math.ceil(sites.length / threads));
  return Array.from({ length: Math.ceil(sites.length / most) }, (_, part) => {
    const own = sites.slice(part * most, (part + 1) * most);
    return { from, to, sites: own, order: orderOf(order, own) };
  });
}

/** As much of an order as concerns some of its sites. */
const orderOf = (order: TrialOrder | null, sites: readonly string[]): TrialOrder | null =>
  order === null || order.target.scope !== 'SITE'
    ? order
    : {
        ...order,
        target: { scope: 'SITE', sites: order.target.sites.filter((code) => sites.includes(code)) },
      };
