import type { TenantScope } from '#core/model/actor.ts';

/** A condition of SQL with the values that it binds by name. */
export type Condition = {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number | null>>;
};
export const EVERYTHING: Condition = { sql: 'TRUE', values: {} };

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0
    ? EVERYTHING
    : {
        sql: conditions.map(({ sql }) => sql).join(' AND '),
        values: Object.assign({}, ...conditions.map(({ values }) => values)),
      };

const TENANT_CODES = 'SELECT value FROM json_each(@tenants)';
const IS_OWN_CLIENT = `EXISTS (SELECT 1 FROM json_each(@clients)
  WHERE value ->> 'tenant' = t.code AND value ->> 'client' = c.code)`;
const PLACES = 'site s JOIN client c ON c.id = s.client_id JOIN tenant t ON t.id = c.tenant_id';
const IS_OWN = `(t.code IN (${TENANT_CODES}) OR s.code IN (SELECT value FROM json_each(@sites)) OR ${IS_OWN_CLIENT})`;
const OWN_SITES = `SELECT s.code FROM ${PLACES} WHERE ${IS_OWN}`;
/** With their tenants: what was found at a site while it was another's stays with that one. */
const OWN_SITES_NOW = `SELECT s.code, t.code FROM ${PLACES} WHERE ${IS_OWN}`;
/** Tenants of which at least a site is one's own. */
const OWN_OR_PARTLY = `SELECT t.code FROM ${PLACES} WHERE ${IS_OWN} UNION ${TENANT_CODES}`;
const SOURCES_OF_OWN = `SELECT o.code FROM source o JOIN source_site os ON os.source_id = o.id
  JOIN site s ON s.id = os.site_id WHERE s.code IN (${OWN_SITES})`;

const limited = (scope: TenantScope, sql: string): Condition =>
  scope === 'all'
    ? EVERYTHING
    : {
        sql,
        values: {
          tenants: JSON.stringify(scope.tenants),
          clients: JSON.stringify(scope.clients ?? []),
          sites: JSON.stringify(scope.sites ?? []),
        },
      };

/**
 * Findings that a scope may see: those of its places; of its tenants' others all where the whole tenant is its own, else calls for help
 * and sources that serve one of its sites; and of those without a tenant the installation's, calls for help that nobody can place, and such
 * sources (DECISIONS 14). `table` is the finding's name in the statement.
 */
export const visibleFindings = (scope: TenantScope, table: string): Condition =>
  limited(
    scope,
    `(${table}.tenant IN (${TENANT_CODES}) OR (${table}.site, ${table}.tenant) IN (${OWN_SITES_NOW}) OR
      (${table}.site IS NULL AND ${table}.tenant IN (${OWN_OR_PARTLY}) AND (${table}.finding_type = 'DURESS' OR
        (${table}.scope = 'source' AND ${table}.scope_key IN (${SOURCES_OF_OWN})))) OR
      (${table}.tenant IS NULL AND (${table}.scope <> 'source' OR ${table}.scope_key IN (${SOURCES_OF_OWN}))))`,
  );

/** Places at which something was found, of which a scope may see all that was found there; '' where there was none. */
export const visiblePlaces = (scope: TenantScope, table: string): Condition =>
  limited(
    scope,
    `(${table}.tenant IN (${TENANT_CODES}) OR (${table}.site, ${table}.tenant) IN (${OWN_SITES_NOW}))`,
  );

/** Rows whose column `code` names a site of the scope. */
export const visibleSites = (scope: TenantScope, code: string): Condition =>
  limited(scope, `${code} IN (${OWN_SITES})`);

/** Sources of the scope's tenants, and those that serve one of its sites. `source` and `tenant` name the tables. */
export const visibleSources = (scope: TenantScope, source: string, tenant: string): Condition =>
  limited(scope, `(${tenant}.code IN (${TENANT_CODES}) OR ${source}.code IN (${SOURCES_OF_OWN}))`);
