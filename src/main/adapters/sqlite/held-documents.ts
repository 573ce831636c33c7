type Scope = {
  readonly table: 'tenant' | 'client' | 'site';
  /** The code of the tenant that a row `r` belongs to. */
  readonly tenant: string;
  /** The column that says where it belongs. */
  readonly parent: string | null;
};
type Schema = 'main' | 'live';

/** Version of the configuration that holds. */
const newestIn = (schema: Schema): string =>
  `(SELECT coalesce(max(version), 0) FROM ${schema}.configuration_version)`;

const scopesIn = (schema: Schema): readonly Scope[] => [
  { table: 'tenant', tenant: 'r.code', parent: null },
  {
    table: 'client',
    tenant: `(SELECT t.code FROM ${schema}.tenant t WHERE t.id = r.tenant_id)`,
    parent: 'tenant_id',
  },
  {
    table: 'site',
    tenant: `(SELECT t.code FROM ${schema}.client c JOIN ${schema}.tenant t ON t.id = c.tenant_id WHERE c.id = r.client_id)`,
    parent: 'client_id',
  },
];

const past = ({ table, tenant }: Scope, column: string, schema: Schema): string =>
  `SELECT h.${column} FROM ${schema}.configuration_history h
    WHERE h.tenant = ${tenant} AND h.scope = '${table.toUpperCase()}' AND h.code = r.code
      AND h.version <= ${newestIn(schema)} ORDER BY h.version DESC LIMIT 1`;

function heldRows(scope: Scope, schema: Schema): string {
  const newest = newestIn(schema);
  const held = (column: string) =>
    `CASE WHEN r.version <= ${newest} THEN r.${column} ELSE (${past(scope, column, schema)}) END AS ${column}`;
  const parent = scope.parent === null ? '' : `r.${scope.parent}, `;
  return `(SELECT r.id, ${parent}r.code, ${held('document')}, ${held('version')} FROM ${schema}.${scope.table} r
    WHERE r.version <= ${newest} OR EXISTS (${past(scope, 'version', schema)}))`;
}

/** Tables to read tenants, clients and sites with their documents from, all columns in the order of the stored ones. */
export type Held = Readonly<Record<Scope['table'], string>>;

/**
 * Documents as the version that holds has them. A row whose version is still to come is staged (`ConfigurationRepo.stage`): what it said
 * until now stands in the history, or nowhere where it is new. `live`: the schema of an attached database.
 */
export function heldIn(schema: Schema): Held {
  const [tenant = '', client = '', site = ''] = scopesIn(schema).map((scope) => heldRows(scope, schema));
  return { tenant, client, site };
}

export const HELD = heldIn('main');

/** Statements that make everything as it was before it was staged, children before parents. A site never moves: its client stays. */
export const DISCARD: readonly string[] = [
  `DELETE FROM configuration_history WHERE version > ${newestIn('main')}`,
  ...scopesIn('main')
    .toReversed()
    .flatMap((scope) => [
      `DELETE FROM ${scope.table} AS r WHERE r.version > ${newestIn('main')} AND NOT EXISTS (${past(scope, 'version', 'main')})`,
      `UPDATE ${scope.table} AS r
        SET document = (${past(scope, 'document', 'main')}), version = (${past(scope, 'version', 'main')})
        WHERE r.version > ${newestIn('main')}`,
    ]),
];
