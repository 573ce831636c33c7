import type { SiteSources } from '#main/ports/read-model.ts';
import { HELD } from '../held-documents.ts';
import type { Session } from '../statements.ts';

type Pair = readonly [siteId: number, code: string];

/** Which sources serve which sites: two statements, however many sites there are. What the configuration names is read again when it has a new version. */
export function createSiteSources(session: Session): () => SiteSources {
  const newestVersion = session.pluck<[], number>(
    'SELECT coalesce(max(version), 0) FROM configuration_version',
  );
  const heard = session.rows<[], Pair>(
    'SELECT t.site_id, s.code FROM source_site t JOIN source s ON s.id = t.source_id ORDER BY s.code',
  );
  const named = session.rows<[], Pair>(
    `SELECT site.id, each.value FROM ${HELD.site} site, json_each(site.document, '$.sources') each ORDER BY each.value`,
  );
  let version = -1;
  let known: SiteSources['named'] = new Map();
  return () => {
    const newest = newestVersion.get() ?? 0;
    if (newest !== version) known = bySite(named.all());
    version = newest;
    return { heard: bySite(heard.all()), named: known };
  };
}

function bySite(pairs: readonly Pair[]): ReadonlyMap<number, readonly string[]> {
  const codes = new Map<number, string[]>();
  for (const [site, code] of pairs) {
    const known = codes.get(site);
    if (known === undefined) codes.set(site, [code]);
    else known.push(code);
  }
  return codes;
}
