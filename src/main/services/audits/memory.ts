import { DutyMemory, LONGEST_ATTENDANCE } from '#core/audit/duty.ts';
import { longestWindow, SignalMemory } from '#core/audit/signal-memory.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';

/** What rules see without asking the database: the newest signals of every site, and who is on duty. */
export type Memory = { readonly signals: SignalMemory; readonly duty: DutyMemory };

export const DUTY_STREAMS = [STREAM.attendance, STREAM.check_in] as const;

/** Memory as it was at an instant, from what is stored: at the start, after a change of the configuration, for an audit of the past. */
export function loadMemory(store: Store, sites: readonly Site[], at: EpochMs): Memory {
  const signals = new SignalMemory(sites, store.registry.signal);
  const duty = new DutyMemory();
  const streams = [...new Set(sites.flatMap(({ audit }) => audit.critical_signals))].map(
    store.registry.signal,
  );
  store.snapshot(() => {
    for (const { site_id, stream, ts } of store.events.lastSeen(at)) signals.remember(site_id, stream, ts);
    store.events.scan(at - 2 * longestWindow(sites), at, streams, (siteId, stream, ts, times) =>
      signals.observe(siteId, stream, ts, times),
    );
    const ids = sites.map(({ id }) => id);
    for (const row of store.events.activity(ids, DUTY_STREAMS, at - LONGEST_ATTENDANCE, at))
      duty.observe(row.site_id, row);
  });
  return { signals, duty };
}
