import { hasTenant, isWithin, type TenantScope } from '#core/model/actor.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { clientOf, recordKey, type ScopeRecord, siteOf, tenantOf } from './records.ts';

/** Which part of the configuration; null: not limited by it. */
export type ExportPlace = {
  readonly tenant: string | null;
  readonly client: string | null;
  readonly site: string | null;
};

/** The configuration file of the stored documents (FORMATS section 1), and how many sites are in it. */
export type ExportedFile = { readonly document: object; readonly sites: number };

/**
 * The sites of a place with what their clients and tenants say, so that the file means the same elsewhere. Without a
 * place: everything, tenants and clients without sites too.
 */
export function exportDocument(
  records: readonly ScopeRecord[],
  place: ExportPlace,
  runbooks: readonly Runbook[],
): ExportedFile {
  const isWanted = ({ tenant, parent, code }: ScopeRecord): boolean =>
    (place.tenant === null || tenant === place.tenant) &&
    (place.client === null || parent === place.client) &&
    (place.site === null || code === place.site);
  const ofScope = (scope: ScopeRecord['scope']) => records.filter((record) => record.scope === scope);
  const sites = ofScope('SITE').filter(isWanted);
  const byClient = Map.groupBy(sites, ({ tenant, parent }) => keyOf(tenant, parent ?? ''));
  const clients = ofScope('CLIENT').filter(
    ({ tenant, code }) =>
      byClient.has(keyOf(tenant, code)) ||
      (place.site === null &&
        (place.client === null || place.client === code) &&
        (place.tenant === null || place.tenant === tenant)),
  );
  const byTenant = Map.groupBy(clients, ({ tenant }) => tenant);
  const tenants = ofScope('TENANT').filter(
    ({ code }) =>
      byTenant.has(code) ||
      (place.site === null && place.client === null && (place.tenant === null || place.tenant === code)),
  );
  const written = tenants.sort(byCode).map((tenant) => ({
    ...tenantOf(tenant),
    clients: (byTenant.get(tenant.code) ?? []).sort(byCode).map((client) => ({
      ...clientOf(client),
      sites: (byClient.get(keyOf(client.tenant, client.code)) ?? []).sort(byCode).map(siteOf),
    })),
  }));
  return {
    document: {
      version: 1,
      tenants: written,
      ...(runbooks.length === 0 ? {} : { runbooks: runbooks.map(asWritten) }),
    },
    sites: sites.length,
  };
}

/**
 * The records that a scope may read. A tenant or client of which it sees a part only is its code alone: in a file that is read back,
 * what is absent there changes nothing.
 */
export function recordsWithin(records: readonly ScopeRecord[], scope: TenantScope): readonly ScopeRecord[] {
  if (scope === 'all') return records;
  const isOwn = ({ scope: kind, tenant, parent, code }: ScopeRecord): boolean =>
    kind === 'SITE'
      ? isWithin({ tenant, client: parent ?? '', code }, scope)
      : hasTenant(tenant, scope) ||
        (kind === 'CLIENT' &&
          (scope.clients ?? []).some((own) => own.tenant === tenant && own.client === code));
  const own = records.filter(isOwn);
  const known = new Set(own.map(recordKey));
  const above = new Set(
    own.flatMap(({ scope: kind, tenant, parent }) => [
      recordKey({ scope: 'TENANT', tenant, code: tenant }),
      ...(kind === 'SITE' ? [recordKey({ scope: 'CLIENT', tenant, code: parent ?? '' })] : []),
    ]),
  );
  const bare = records.filter((record) => above.has(recordKey(record)) && !known.has(recordKey(record)));
  return [...own, ...bare.map((record) => ({ ...record, document: { code: record.code } }))];
}

const keyOf = (tenant: string, client: string): string => JSON.stringify([tenant, client]);
const byCode = (a: ScopeRecord, b: ScopeRecord): number => (a.code < b.code ? -1 : 1);

/** A runbook as a file may hold it; its version is assigned anew wherever it is read. */
function asWritten({ version: _, steps, ...runbook }: Runbook) {
  return {
    ...runbook,
    steps: steps.map(({ text, expected_minutes, requires_note }) => ({
      text,
      ...(expected_minutes === null ? {} : { expected_minutes }),
      requires_note,
    })),
  };
}
