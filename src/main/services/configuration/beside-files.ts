import type { Parsed } from '#contract/index.ts';
import { mergeConfiguration } from '#core/config/merge.ts';
import type { ScopeRecord } from '#core/config/records.ts';
import { writtenScopes } from '#core/config/written.ts';
import { type PlacedBeside, placeBeside } from '#core/import/place-beside.ts';
import type { ParsedConfiguration } from '#main/ports/configuration-files.ts';
import type { Caller } from '../handlers.ts';
import { isOwnScope } from './own-scope.ts';

/** Geofences and calendars as documents over the sites that the caller may name, stored or of the same import. */
export function placeBesideFiles(
  { files, beside }: ParsedConfiguration,
  texts: Parsed<'configuration.import'>['files'],
  stored: readonly ScopeRecord[],
  { scope }: Caller,
): PlacedBeside {
  if (beside.length === 0) return { files: [], problems: [] };
  const merged = mergeConfiguration(stored, files.flatMap(writtenScopes));
  const sites = [...merged.values()].filter(
    (site) => site.scope === 'SITE' && (scope === 'all' || isOwnScope(site, scope)),
  );
  const saidOf = new Map(texts.map((text) => [text.name, text]));
  const withSaid = beside.map((file) => {
    const said = saidOf.get(file.name);
    return { ...file, site: said?.site ?? null, person: said?.person ?? null };
  });
  return placeBeside(withSaid, sites);
}
