import type { Rule } from '#core/audit/rule.ts';
import { TOUR_LOOKBACK } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Memory } from './memory.ts';
import { loadWalks, NO_FIXES, type Tours } from './walks.ts';

export type { Tours };
export const NO_TOURS: Tours = { runs: [], walk_fixes: NO_FIXES };

/** As much of a round as tells what to read. */
type Asked = {
  readonly at: EpochMs;
  readonly sites: readonly Site[];
  readonly rules: readonly Rule[];
  readonly memory: Pick<Memory, 'noted' | 'tours'>;
};

const TOUR_STREAMS = [STREAM.tour, STREAM.tour_completion, STREAM.tour_checkpoints] as const;
/** A run may begin this long before its scheduled start (its grace, at most). */
const BEFORE_START = 2 * HOUR;

/**
 * The tours of the sites of a round, by site: one statement, and what walks need where a rule needs these. Runs that the desk made are
 * no walks: rules find those at the site, bound to their start.
 */
export function loadTours({ rules, sites, at, memory }: Asked, store: Store): ReadonlyMap<number, Tours> {
  if (!rules.some(({ needs }) => needs.includes('tours'))) return new Map();
  const toured = sites.filter((site) => site.tours.length > 0);
  if (toured.length === 0) return new Map();
  const ids = toured.map(({ id }) => id);
  const rows = store.events
    .activity(ids, TOUR_STREAMS, at - TOUR_LOOKBACK - BEFORE_START, at)
    .filter(({ site_id, run }) => !memory.noted.isByHand(site_id, run));
  const events = Map.groupBy(rows, ({ site_id }) => site_id);
  if (rules.some(({ needs }) => needs.includes('walks')))
    return loadWalks(toured, { events, folded: memory.tours }, at, store);
  return new Map(
    [...events].map(([id, own]) => [id, { runs: memory.tours.of(id, own), walk_fixes: NO_FIXES }]),
  );
}
