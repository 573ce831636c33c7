import type { SiteRow } from '#contract/sites.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { SiteSources } from '#main/ports/read-model.ts';
import { readSavedSources } from '../audits/saved-sources.ts';

/** Since when each source that the engine holds for silent is so, by its code. */
export type SilentSources = ReadonlyMap<string, EpochMs>;

/** From what the engine saved last; it alone judges. */
export const silentSources = (saved: string | null): SilentSources =>
  new Map(
    readSavedSources(saved)?.sources.flatMap(({ code, health, silent_since, heard_at }) =>
      health === 'SILENT' ? [[code, silent_since ?? heard_at] as const] : [],
    ),
  );

type Health = Pick<SiteRow, 'source_health' | 'silent_sources' | 'silent_since'>;

/** How the sources of one site stand. */
export function sourceHealthOf(siteId: number, { heard, named }: SiteSources, silent: SilentSources): Health {
  const ofSite = new Set([...(heard.get(siteId) ?? []), ...(named.get(siteId) ?? [])]);
  const silent_sources = [...ofSite].filter((code) => silent.has(code)).sort();
  if (silent_sources.length > 0)
    return {
      source_health: 'SILENT',
      silent_sources,
      silent_since: Math.min(...silent_sources.map((code) => silent.get(code) ?? Number.POSITIVE_INFINITY)),
    };
  const source_health = heard.has(siteId) ? 'HEALTHY' : ofSite.size > 0 ? 'NEVER' : 'NONE';
  return { source_health, silent_sources, silent_since: null };
}
