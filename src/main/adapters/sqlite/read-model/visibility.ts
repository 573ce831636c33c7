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
const SITES_OF_TENANTS = `SELECT s.code FROM site s JOIN client c ON c.id = s.client_id
  JOIN tenant t ON t.id = c.tenant_id WHERE t.code IN (${TENANT_CODES})`;
const SOURCES_OF_TENANTS = `SELECT o.code FROM source o JOIN source_site os ON os.source_id = o.id
  JOIN site s ON s.id = os.site_id WHERE s.code IN (${SITES_OF_TENANTS})`;

const limited = (scope: TenantScope, sql: string): Condition =>
  scope === 'all' ? EVERYTHING : { sql, values: { tenants: JSON.stringify(scope.tenants) } };

/**
 * Findings that a scope may see: its tenants' own; and of those without a tenant the installation's, calls for help that
 * nobody can place, and sources that serve one of its sites (DECISIONS 14). `table` is the finding's name in the statement.
 */
export const visibleFindings = (scope: TenantScope, table: string): Condition =>
  limited(
    scope,
    `(${table}.tenant IN (${TENANT_CODES}) OR (${table}.tenant IS NULL AND
      (${table}.scope <> 'source' OR ${table}.scope_key IN (${SOURCES_OF_TENANTS}))))`,
  );

/** Rows whose column `code` names a site of the scope's tenants. */
export const visibleSites = (scope: TenantScope, code: string): Condition =>
  limited(scope, `${code} IN (${SITES_OF_TENANTS})`);

/** Sources of the scope's tenants, and those that serve one of their sites. `source` and `tenant` name the tables. */
export const visibleSources = (scope: TenantScope, source: string, tenant: string): Condition =>
  limited(scope, `(${tenant}.code IN (${TENANT_CODES}) OR ${source}.code IN (${SOURCES_OF_TENANTS}))`);
