import type { ScopeDocument } from '#main/ports/store.ts';
import { HELD } from './held-documents.ts';
import type { Session } from './statements.ts';

/** What sites that are set up alike say in the same words: most of their documents. */
const SHARED = ['audit', 'holidays', 'tours'] as const;
/** Sites that are read at once: their documents are a few hundred kilobytes. */
const SITES_AT_ONCE = 250;
/** Texts that are remembered at once; more would be of sites of which each is set up in its own way. */
const MOST_TEXTS = 1_000;

const paths = SHARED.map((name) => `'$.${name}'`);
const SITES_AFTER = (which: string): string => `
  SELECT id, code, client_id, version, json_replace(document, ${paths.map((path) => `${path}, NULL`).join(', ')}),
         ${paths.map((path) => `document -> ${path}`).join(', ')}
    FROM ${HELD.site} WHERE ${which} id > ? ORDER BY id LIMIT ${SITES_AT_ONCE}`;

type SiteRow = readonly [
  id: number,
  code: string,
  clientId: number,
  version: number,
  rest: string,
  ...shared: (string | null)[],
];

/**
 * The documents of all sites, or of those of a tenant, read a few at a time: what several say in the same words is one object, and was parsed once. `above`:
 * those of tenants and clients.
 */
export function createSharedDocuments(
  session: Session,
): (above: readonly ScopeDocument[], tenant: number | null) => Generator<ScopeDocument> {
  const ofAll = session.rows<[number], SiteRow>(SITES_AFTER(''));
  const ofTenant = session.rows<[number, number], SiteRow>(
    SITES_AFTER('client_id IN (SELECT c.id FROM client c WHERE c.tenant_id = ?) AND'),
  );
  const sitesAfter = (id: number, tenant: number | null): readonly SiteRow[] => {
    try {
      return tenant === null ? ofAll.all(id) : ofTenant.all(tenant, id);
    } catch (error) {
      // As JSON.parse would say it: whoever opens the database takes it for the damage that it is.
      if (error instanceof Error && error.message === 'malformed JSON')
        throw new SyntaxError('a stored site is no JSON', { cause: error });
      throw error;
    }
  };
  return function* sites(above, tenant) {
    const clients = new Map(above.flatMap((each) => (each.scope === 'CLIENT' ? [[each.id, each]] : [])));
    const parse = createParse();
    let after = 0;
    for (let rows = sitesAfter(after, tenant); rows.length > 0; rows = sitesAfter(after, tenant)) {
      for (const row of rows) yield documentOf(row, clients, parse);
      after = rows.at(-1)?.[0] ?? after;
    }
  };
}

function documentOf(
  [id, code, clientId, version, rest, ...shared]: SiteRow,
  clients: ReadonlyMap<number, ScopeDocument>,
  parse: (text: string) => unknown,
): ScopeDocument {
  const client = clients.get(clientId);
  if (client === undefined) throw new Error(`the stored site ${code} has no client`);
  // Safe: a stored document is an object. What is left out of it has its place, in which it was written.
  const document = JSON.parse(rest) as Record<string, unknown>;
  SHARED.forEach((name, place) => {
    const text = shared[place] ?? null;
    if (text !== null) document[name] = parse(text);
  });
  return { id, scope: 'SITE', code, parent: client.code, tenant: client.tenant, document, version };
}

/** Parses each text once, as long as there are few. */
function createParse(): (text: string) => unknown {
  const known = new Map<string, unknown>();
  return (text) => {
    if (!known.has(text)) {
      if (known.size >= MOST_TEXTS) known.clear();
      known.set(text, JSON.parse(text));
    }
    return known.get(text);
  };
}
