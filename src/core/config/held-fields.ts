import type { AuditConfig, ConfigScope } from '#core/model/audit-config.ts';
import type { AuditDocument } from './audit-schema.ts';
import type { SiteDocument } from './document.ts';
import type { ClientSettings, TenantSettings } from './records.ts';
import { effectiveAudit, effectiveHolidays } from './scopes.ts';
import { SETTING_FIELDS } from './setting-fields.ts';

/** A tenant, a client or a site with what is above it. */
export type Lineage = {
  readonly tenant: TenantSettings;
  /** null for a tenant. */
  readonly client: ClientSettings | null;
  /** null for a tenant and a client. */
  readonly site: SiteDocument | null;
};

/** One field at one scope: what is written there, what holds, and what would hold without it. null: nothing. */
export type HeldField = {
  readonly path: string;
  readonly own: unknown;
  readonly holds: { readonly value: unknown; readonly from: ConfigScope };
  readonly above: { readonly value: unknown; readonly from: ConfigScope };
};

const NOTHING: HeldField['holds'] = { value: null, from: 'DEFAULT' };
/** Any zone serves to show what a tenant or client says: its windows carry their offsets. */
const ANY_ZONE = 'UTC';

/** Every field of the form with where its value comes from. */
export function heldFields(lineage: Lineage): readonly HeldField[] {
  const own = ownOf(lineage);
  const scope: ConfigScope = lineage.site !== null ? 'SITE' : lineage.client !== null ? 'CLIENT' : 'TENANT';
  const here = auditAt(lineage);
  const above = auditAt(withoutOwn(lineage));
  return SETTING_FIELDS.filter(({ shared }) => shared || lineage.site !== null).map(({ path }) => {
    const [outer = path, inner] = path.split('.');
    if (inner === undefined) {
      const value = valueAt(own, outer);
      const above = outer === 'holidays' ? holidaysAbove(lineage) : NOTHING;
      return { path, own: value, holds: value === null ? above : { value, from: scope }, above };
    }
    const field = inner as keyof AuditDocument; // safe: a test holds the paths to the schema
    return {
      path,
      own: valueAt(own.audit ?? {}, inner),
      holds: heldOf(here, field, lineage),
      above: heldOf(above, field, withoutOwn(lineage)),
    };
  });
}

const ownOf = ({ tenant, client, site }: Lineage): Partial<SiteDocument> => site ?? client ?? tenant;

const valueAt = (fields: object, name: string): unknown => Reflect.get(fields, name) ?? null;

/** The same place without what is written at it. */
function withoutOwn({ tenant, client, site }: Lineage): Lineage {
  if (site !== null) return { tenant, client, site: { ...site, audit: undefined } };
  if (client !== null) return { tenant, client: { ...client, audit: undefined }, site };
  return { tenant: { ...tenant, audit: undefined }, client, site };
}

const auditAt = ({ tenant, client, site }: Lineage): AuditConfig =>
  effectiveAudit(tenant, client ?? {}, { ...site, timezone: site?.timezone ?? ANY_ZONE });

function holidaysAbove({ tenant, client, site }: Lineage): HeldField['holds'] {
  const ofTenant = client === null ? [] : (tenant.holidays ?? []);
  const ofClient = site === null ? [] : (client?.holidays ?? []);
  const found = effectiveHolidays({ holidays: ofTenant }, { holidays: ofClient }, {});
  if (found.length === 0) return NOTHING;
  return { value: found, from: ofClient.length > 0 ? 'CLIENT' : 'TENANT' };
}

/** A field in the words of a file, with the nearest scope that says anything of it. */
function heldOf(audit: AuditConfig, field: keyof AuditDocument, lineage: Lineage): HeldField['holds'] {
  const from = nearest(audit.scopes, field);
  if (field === 'maintenance_windows') return { value: writtenWindows(lineage), from };
  if (field === 'sensitivity' && Object.keys(audit.sensitivity).length === 1)
    return { value: audit.sensitivity.default, from };
  return { value: audit[field], from };
}

/** Windows as they are written: those of all scopes add up. */
const writtenWindows = ({ tenant, client, site }: Lineage): unknown =>
  [tenant, client, site].flatMap((scope) => scope?.audit?.maintenance_windows ?? []);

function nearest(scopes: AuditConfig['scopes'], field: string): ConfigScope {
  const said = Object.entries(scopes).flatMap(([name, scope]) =>
    name === field || name.startsWith(`${field}.`) ? [scope] : [],
  );
  return (['SITE', 'CLIENT', 'TENANT'] as const).find((scope) => said.includes(scope)) ?? 'DEFAULT';
}
