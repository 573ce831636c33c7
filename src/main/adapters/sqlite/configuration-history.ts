import type { TenantScope } from '#core/model/actor.ts';
import type { ConfigurationHistory, StoredVersion, VersionText } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type VersionRow = Omit<StoredVersion, 'verified' | 'summary' | 'texts'> & {
  readonly verified: number;
  readonly summary: string;
};
type CountRow = { readonly version: number; readonly scope: VersionText['scope']; readonly count: number };
type TextRow = Omit<VersionText, 'document' | 'before'> & {
  readonly document: string;
  readonly before: string | null;
};

type TextKey = { readonly tenant: string; readonly scope: string; readonly code: string };

/** What a caller sees of, as JSON; null: of everything. */
type Seen = {
  readonly tenants: string | null;
  readonly clients: string | null;
  readonly sites: string | null;
};

const IS_OWN_CLIENT = (client: string) => `EXISTS (SELECT 1 FROM json_each(@clients) own
  WHERE own.value ->> 'tenant' = h.tenant AND own.value ->> 'client' = ${client})`;
/** A site is its tenant's of today: what it was while it was another's stays with that one. */
const IS_OWN_SITE = `(h.code IN (SELECT value FROM json_each(@sites)) AND EXISTS (
  SELECT 1 FROM site s JOIN client c ON c.id = s.client_id JOIN tenant t ON t.id = c.tenant_id
   WHERE s.code = h.code AND t.code = h.tenant))`;
const IS_VISIBLE = `(@tenants IS NULL OR h.tenant IN (SELECT value FROM json_each(@tenants))
  OR (h.scope = 'CLIENT' AND ${IS_OWN_CLIENT('h.code')})
  OR (h.scope = 'SITE' AND (${IS_OWN_CLIENT('h.parent')} OR ${IS_OWN_SITE})))`;

/** Texts that are read at once: with what was before them a few hundred kilobytes. */
const TEXTS_AT_ONCE = 100;

/*
 * Which texts a version brought is read from the key of the table alone, which holds the version too: the texts
 * themselves are looked up one by one, and an index of its own would only slow every import down.
 */
const VERSIONS = `
  SELECT version, at, actor, verified, summary FROM configuration_version v
   WHERE version >= @from AND version < @to AND (@tenants IS NULL OR EXISTS (
     SELECT 1 FROM configuration_history h WHERE h.version = v.version AND ${IS_VISIBLE}))
   ORDER BY version DESC LIMIT @limit`;
const FACTS = 'SELECT version, at, actor, verified, summary FROM configuration_version WHERE version = ?';
const COUNTS = `
  SELECT version, scope, count(*) AS count FROM configuration_history h
   WHERE version >= @from AND version < @to AND ${IS_VISIBLE} GROUP BY version, scope`;
const TEXT = `
  SELECT h.tenant, h.scope, h.code, h.parent, h.document,
    (SELECT document FROM configuration_history b WHERE b.tenant = h.tenant AND b.scope = h.scope
       AND b.code = h.code AND b.version < h.version ORDER BY b.version DESC LIMIT 1) AS before,
    (SELECT max(version) FROM configuration_history n WHERE n.tenant = h.tenant AND n.scope = h.scope
       AND n.code = h.code AND n.version <= (SELECT max(version) FROM configuration_version)) AS newest`;
const TEXTS = `${TEXT}
  FROM configuration_history h WHERE h.version = @version AND ${IS_VISIBLE}
  ORDER BY CASE h.scope WHEN 'TENANT' THEN 0 WHEN 'CLIENT' THEN 1 ELSE 2 END, h.tenant, h.code`;

/** The next ones by their keys. */
const NEXT_TEXTS = `${TEXT}
  FROM configuration_history h
  WHERE (h.tenant, h.scope, h.code) > (@tenant, @scope, @code) AND h.version = @version
  ORDER BY h.tenant, h.scope, h.code LIMIT ${TEXTS_AT_ONCE}`;

const seenOf = (scope: TenantScope): Seen =>
  scope === 'all'
    ? { tenants: null, clients: null, sites: null }
    : {
        tenants: JSON.stringify(scope.tenants),
        clients: JSON.stringify(scope.clients ?? []),
        sites: JSON.stringify(scope.sites ?? []),
      };

/** What the configuration was, version by version. */
export function createConfigurationHistory(session: Session): ConfigurationHistory {
  type Asked = Seen & { readonly from: number; readonly to: number; readonly limit: number };
  const versions = session.prepare<[Asked], VersionRow>(VERSIONS);
  const counts = session.prepare<[Omit<Asked, 'limit'>], CountRow>(COUNTS);
  const texts = session.prepare<[Seen & { readonly version: number }], TextRow>(TEXTS);

  const facts = session.prepare<[number], VersionRow>(FACTS);
  const next = session.prepare<[TextKey & { readonly version: number }], TextRow>(NEXT_TEXTS);

  function* eachText(version: number): Generator<VersionText> {
    for (let after: TextKey | undefined = { tenant: '', scope: '', code: '' }; after !== undefined; ) {
      const { tenant, scope, code }: TextKey = after;
      const rows = next.all({ tenant, scope, code, version });
      yield* rows.map(parsed);
      after = rows.length < TEXTS_AT_ONCE ? undefined : rows.at(-1);
    }
  }

  function read(asked: Asked): readonly StoredVersion[] {
    const rows = versions.all(asked);
    const [newest, oldest] = [rows[0], rows.at(-1)];
    if (newest === undefined || oldest === undefined) return [];
    const { limit: _, ...seen } = asked;
    const range = { ...seen, from: oldest.version, to: newest.version + 1 };
    const found = Map.groupBy(counts.all(range), ({ version }) => version);
    return rows.map((row) => ({
      ...factsOf(row),
      texts: countsOf(found.get(row.version) ?? []),
    }));
  }

  return {
    versions: (scope, { before, limit }) =>
      read({ from: 0, to: before ?? Number.MAX_SAFE_INTEGER, limit, ...seenOf(scope) }),
    find: (scope, version) => read({ from: version, to: version + 1, limit: 1, ...seenOf(scope) })[0] ?? null,
    texts: (scope, version) => texts.all({ version, ...seenOf(scope) }).map(parsed),
    facts(version) {
      const row = facts.get(version);
      return row === undefined ? null : factsOf(row);
    },
    eachText,
  };
}

const factsOf = (row: VersionRow): Omit<StoredVersion, 'texts'> => ({
  ...row,
  verified: row.verified === 1,
  summary: JSON.parse(row.summary),
});

const parsed = (row: TextRow): VersionText => ({
  ...row,
  document: JSON.parse(row.document),
  before: row.before === null ? null : JSON.parse(row.before),
});

function countsOf(rows: readonly CountRow[]): StoredVersion['texts'] {
  const of = (wanted: CountRow['scope']) => rows.find(({ scope }) => scope === wanted)?.count ?? 0;
  return { TENANT: of('TENANT'), CLIENT: of('CLIENT'), SITE: of('SITE') };
}
