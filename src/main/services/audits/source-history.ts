import type { DutyMemory } from '#core/audit/duty.ts';
import { expectedSince } from '#core/audit/manned.ts';
import type { NotedMemory } from '#core/audit/noted-memory.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { ExpectedSince, Hearing, SavedSources } from '#core/telemetry/source-memory.ts';
import { SourceMemory } from '#core/telemetry/source-memory.ts';
import type { Store } from '#main/ports/store.ts';
import { readSavedSources, SAVED_SOURCES } from './saved-sources.ts';

/** How far back habits and outages are read from the events where nothing newer is saved. */
const SOURCE_LOOKBACK = 6 * HOUR;
/** What was saved longer ago than this says nothing of today's habits. */
const SAVED_MEMORY = 7 * DAY;

/** As much of memory as tells whether a site is manned. */
type WhoIsThere = { readonly duty: DutyMemory; readonly noted: NotedMemory };

/** Since when something is to be expected of a site at `at`: audited, not in maintenance, manned and active. */
export const expectationsAt = (sites: readonly Site[], people: WhoIsThere, at: EpochMs): ExpectedSince =>
  expectationsOf(sites, people)(at);

/** The same for many instants: the sites are put in order once, since there are many of both. */
function expectationsOf(sites: readonly Site[], { duty, noted }: WhoIsThere): (at: EpochMs) => ExpectedSince {
  const byId = new Map(sites.map((site) => [site.id, site]));
  return (at) => (siteId) => {
    const site = byId.get(siteId);
    return site === undefined ? null : expectedSince({ site: noted.of(site), duty: duty.of(siteId) }, at);
  };
}

/** The sources as they stood at `at`: as they were saved, with what was heard since; for another instant from the events alone. */
export function loadSources(
  store: Store,
  sites: readonly Site[],
  people: WhoIsThere,
  at: EpochMs,
): SourceMemory {
  const saved = savedBefore(store, at);
  const memory = new SourceMemory(saved);
  if (saved !== null) for (const { code, site_id } of store.sources.sites()) memory.serves(code, site_id);
  const from = Math.max(saved?.at ?? Number.NEGATIVE_INFINITY, at - SOURCE_LOOKBACK);
  const hearings = newestOfMinutes(store, from, at);
  const expectedAt = expectationsOf(sites, people);
  for (const hearing of hearings) {
    const before = hearing.at - 1;
    if (saved === null) memory.judgeOne(hearing.source, before, expectedAt(before));
    memory.heard(hearing);
  }
  if (saved === null) memory.judge(at, expectedAt(at));
  return memory;
}

/** What was saved, when that was at or before `at` and not long ago. */
function savedBefore({ state }: Store, at: EpochMs): SavedSources | null {
  const saved = readSavedSources(state.get(SAVED_SOURCES));
  return saved !== null && saved.at <= at && saved.at > at - SAVED_MEMORY ? saved : null;
}

/** The newest hearing of each source, site and stream in each minute, in order. */
function newestOfMinutes({ events, registry }: Store, from: EpochMs, to: EpochMs): readonly Hearing[] {
  const newest = new Map<string, Hearing>();
  events.heard(from, to, (origin, site_id, stream, at) => {
    const source = registry.sourceCode(origin);
    if (source === null || at > to) return;
    const key = `${Math.floor(at / MINUTE)} ${site_id} ${stream} ${source}`;
    const known = newest.get(key);
    if (known === undefined || known.at < at) newest.set(key, { source, site_id, stream, at });
  });
  return [...newest.values()].sort((a, b) => a.at - b.at);
}
