import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';

/** The heartbeat of all sites by the database instead of memory: the newest sign of each stream at each site. */
export const sqlHeartbeat = (store: Store, at: EpochMs): number =>
  store.snapshot(() => store.events.lastSeen(at).length);
