import type { EpochMs } from '#core/model/time.ts';

/** The fields that every event has, before anything is said. */
export const blankEvent = (site: string, ts: EpochMs) => ({
  site,
  ts,
  received_at: null,
  id: null,
  source: null,
  person: null as string | null, // null or a code, as in every event
  device: null as string | null,
  attributes: null,
});
