import { NotedMemory } from '#core/audit/noted-memory.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';

/** What of the desk's notes matters to a shift or a tour that may still be looked at. */
const NOTED_LOOKBACK = 3 * DAY;

/** What the desk has noted of a site, as far as it matters now. */
export const notedOfSite = ({ noted }: ReadModel, site: Site, at: EpochMs): NotedMemory =>
  new NotedMemory(noted.since(at - NOTED_LOOKBACK, site.id), at);
