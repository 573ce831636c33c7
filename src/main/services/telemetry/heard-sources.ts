import type { EpochMs } from '#core/model/time.ts';
import type { SourceRepo } from '#main/ports/store.ts';
import type { Arrival } from './arrival.ts';

type Heard = {
  readonly site_ids: Set<number>;
  last_event_at: EpochMs;
  last_received_at: EpochMs;
  events: number;
};

/** Adds up what one batch says about the sources that it came from. */
export class HeardSources {
  readonly #heard = new Map<number, Heard>();

  add(sourceId: number, { row, received_at }: Arrival): void {
    if (row === null) return;
    const at = Math.min(row.ts, received_at);
    const heard = this.#heard.get(sourceId);
    if (heard === undefined) {
      const site_ids = new Set([row.site_id]);
      this.#heard.set(sourceId, { site_ids, last_event_at: at, last_received_at: received_at, events: 1 });
      return;
    }
    heard.site_ids.add(row.site_id);
    heard.last_event_at = Math.max(heard.last_event_at, at);
    heard.last_received_at = Math.max(heard.last_received_at, received_at);
    heard.events++;
  }

  rows(): Parameters<SourceRepo['heard']>[0] {
    return [...this.#heard].map(([source_id, heard]) => ({
      ...heard,
      source_id,
      site_ids: [...heard.site_ids],
    }));
  }
}
