import type { Runbook } from '#core/model/runbook.ts';
import { clientOf, type ScopeRecord, siteOf, tenantOf } from './records.ts';

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
