import { longestWindow } from '#core/audit/signal-plan.ts';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, SECOND } from '#core/model/time.ts';
import type { EventRepo, Store, StoredEvent } from '#main/ports/store.ts';
import { loadMemory, type Memory, type Part, SIGN_STREAMS } from './memory.ts';

/** The last sign of a stream is looked for this far back at least. */
const LAST_SEEN = 3 * HOUR;

/** A part of the memory of one site as it was at `at`, with all that has been received since: what it reads does not grow with the fleet. */
export const memoryOfSite = (store: Store, site: Site, at: EpochMs, part: Part): Memory =>
  loadMemory({ ...store, events: { ...store.events, ...readsOf(store.events, site) } }, [site], at, part);

/** A sender whose clock is ahead was seen when its event reached us, not later. */
const seenAt = ({ ts, delay_s }: StoredEvent): EpochMs => ts + Math.min(delay_s ?? 0, 0) * SECOND;

/** The reads that look through the whole fleet, for one site. */
function readsOf(events: EventRepo, site: Site): Pick<EventRepo, 'scan' | 'lastSeen' | 'signsOfPeople'> {
  const lookback = Math.max(LAST_SEEN, longestWindow([site]));
  return {
    scan(from, to, streams, visit) {
      for (const event of events.ofSite(site.id, from, to, streams)) {
        const times = event.stream < FIRST_CUSTOM_STREAM ? 1 : (event.ref ?? 1);
        visit(site.id, event.stream, seenAt(event), times);
      }
    },
    lastSeen(at) {
      const newest = new Map<number, EpochMs>();
      for (const event of events.ofSite(site.id, at - lookback, at, null))
        newest.set(event.stream, Math.max(newest.get(event.stream) ?? 0, seenAt(event)));
      return [...newest].map(([stream, ts]) => ({ site_id: site.id, stream, ts }));
    },
    signsOfPeople: (from, to) =>
      events
        .ofSite(site.id, from, to, SIGN_STREAMS)
        .flatMap((event) =>
          event.person_id === null
            ? []
            : [{ site_id: site.id, person_id: event.person_id, at: seenAt(event) }],
        ),
  };
}
