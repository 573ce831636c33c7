import type { EpochMs } from '#core/model/time.ts';
import { PATROL_APP } from './sources.ts';

/** The fields that every event has, before anything is said. It comes by the guards' app unless it says otherwise. */
export const blankEvent = (site: string, ts: EpochMs) => ({
  site,
  ts,
  received_at: null,
  id: null,
  source: PATROL_APP as string | null, // null or a code, as in every event
  person: null as string | null, // null or a code, as in every event
  device: null as string | null,
  attributes: null,
});
