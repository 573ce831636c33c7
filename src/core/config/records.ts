import type { ClientDocument, SiteDocument, TenantDocument } from './document.ts';

/** One stored document of the configuration: a tenant, client or site as it was written, without its children. */
export type ScopeRecord = {
  readonly id: number;
  readonly scope: 'TENANT' | 'CLIENT' | 'SITE';
  readonly code: string;
  /** Code of the tenant of a client, of the client of a site; null for a tenant. */
  readonly parent: string | null;
  /** Code of the tenant, also for a tenant itself. */
  readonly tenant: string;
  readonly document: unknown;
};

/** A record before the store has given it its id. */
export type NewScopeRecord = Omit<ScopeRecord, 'id'>;

export type TenantSettings = Omit<TenantDocument, 'clients'>;
export type ClientSettings = Omit<ClientDocument, 'sites'>;

/*
 * A record's document was accepted by the schema before it was stored, and nothing but the configuration service
 * writes it: reading it back needs no second parse, which would double the start at 10,000 sites.
 */
export const tenantOf = (record: Pick<ScopeRecord, 'document'>): TenantSettings =>
  record.document as TenantSettings;
export const clientOf = (record: Pick<ScopeRecord, 'document'>): ClientSettings =>
  record.document as ClientSettings;
export const siteOf = (record: Pick<ScopeRecord, 'document'>): SiteDocument =>
  record.document as SiteDocument;

/** The natural key of a record: sites are unique in the database, clients inside their tenant. */
export const recordKey = ({ scope, tenant, code }: Pick<ScopeRecord, 'scope' | 'tenant' | 'code'>): string =>
  scope === 'SITE' ? `SITE ${code}` : scope === 'CLIENT' ? `CLIENT ${tenant} ${code}` : `TENANT ${code}`;
