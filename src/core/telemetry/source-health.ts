import { FIRST_CUSTOM_STREAM, STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';

/** Never heard; heard as usual; quiet for longer than usual; silent for all of its sites (DECISIONS 12). */
export type SourceHealth = 'NEVER' | 'HEALTHY' | 'SUSPECT' | 'SILENT';

/** A source of fewer sites may be quiet because they are: its silence says nothing. */
export const MIN_SITES_TO_JUDGE = 3;
/** No source is silent sooner, however busy it is. */
export const SHORTEST_LIMIT = 5 * MINUTE;
/** Silent is who is quiet for this many of its own p99 gaps. */
export const GAPS_TO_LIMIT = 5;
/** How long after somebody came to a site its first event is waited for. */
export const START_PATIENCE = 10 * MINUTE;

const REGULAR: ReadonlySet<number> = new Set([
  STREAM.phone_events,
  STREAM.location_updates,
  STREAM.device_heartbeats,
]);

/** Whether a stream goes on whatever happens. A source of alerts or calls alone speaks when there is reason to: its silence says nothing. */
export const isRegular = (stream: number): boolean => REGULAR.has(stream) || stream >= FIRST_CUSTOM_STREAM;

/** Silence beyond this makes a source silent. */
export const limitOf = (usualGap: EpochMs): EpochMs => Math.max(SHORTEST_LIMIT, GAPS_TO_LIMIT * usualGap);

/** Silence beyond this makes a source suspect: what follows from it is not told until one knows. */
export const suspectAfter = (usualGap: EpochMs): EpochMs => Math.max(MINUTE, usualGap);

type HeardSites = { readonly heard_at: EpochMs; readonly sites: ReadonlyMap<number, EpochMs> };

/**
 * From when on the silence since `since` counts: as soon as three sites of the source were to be heard. A site is, from
 * the beginning of its manned, active time when it was heard in it, else a little later; null when fewer than three are.
 */
export function judgedFrom(
  { heard_at, sites }: HeardSites,
  since: EpochMs,
  expectedSince: (siteId: number) => EpochMs | null,
): EpochMs | null {
  const later: EpochMs[] = [];
  let before = 0;
  for (const [siteId, heardAt] of sites) {
    const from = countsFrom(heardAt, heard_at, expectedSince(siteId));
    if (from === null) continue;
    if (from > since) later.push(from);
    else if (++before === MIN_SITES_TO_JUDGE) return since;
  }
  return later.sort((a, b) => a - b)[MIN_SITES_TO_JUDGE - before - 1] ?? null;
}

/** From when on one site counts; a site that nobody says anything of counts while it was heard within a day of the others. */
function countsFrom(heardAt: EpochMs, sourceHeardAt: EpochMs, expected: EpochMs | null): EpochMs | null {
  if (expected === null) return null;
  if (expected === Number.NEGATIVE_INFINITY) return heardAt > sourceHeardAt - DAY ? expected : null;
  return heardAt >= expected ? expected : expected + START_PATIENCE;
}
