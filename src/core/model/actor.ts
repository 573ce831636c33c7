/** Who did something. Every command and every trail row carries one. */
export type Actor = {
  /** `local:ada` for a person of this workstation, an account's name, or `system` for Vigil itself. */
  readonly name: string;
  /** True once an account was signed in; `local:` names are not verified. */
  readonly verified: boolean;
};

export const SYSTEM: Actor = { name: 'system', verified: true };
export const localActor = (name: string): Actor => ({
  name: name.startsWith('local:') ? name : `local:${name}`,
  verified: false,
});

/** A name as people say it: `local:ada` is `ada`, and `role:manager`, for whom a finding waits, is `role manager`. */
export const spokenName = (actor: string): string => actor.replace(/^local:/, '').replace(/^role:/, 'role ');

/** Which part of the installation a question may see: whole tenants, clients and sites, by their codes. Until accounts are on, everybody sees all. */
export type TenantScope =
  | 'all'
  | {
      readonly tenants: readonly string[];
      readonly clients?: readonly ClientCode[];
      readonly sites?: readonly string[];
    };
/** A client's code is unique inside its tenant only. */
export type ClientCode = { readonly tenant: string; readonly client: string };

/** Sees nothing that belongs to anybody. */
export const NOTHING: TenantScope = { tenants: [] };

/** Where something belongs; a site itself is one. */
export type Place = { readonly tenant: string; readonly client: string; readonly code: string };

/** Whether a site lies within a scope. */
export const isWithin = ({ tenant, client, code }: Place, scope: TenantScope): boolean =>
  scope === 'all' ||
  scope.tenants.includes(tenant) ||
  (scope.sites?.includes(code) ?? false) ||
  (scope.clients?.some((each) => each.tenant === tenant && each.client === client) ?? false);

/** Whether all of a tenant lies within a scope: what belongs to a tenant as a whole. */
export const hasTenant = (tenant: string, scope: TenantScope): boolean =>
  scope === 'all' || scope.tenants.includes(tenant);

/** Whether any of a tenant's sites lies within a scope: a call for help that nobody can place is its matter too. `siteOf` finds a site by its code. */
export const touchesTenant = (
  tenant: string,
  scope: TenantScope,
  siteOf: (code: string) => Pick<Place, 'tenant'> | undefined,
): boolean =>
  hasTenant(tenant, scope) ||
  (scope !== 'all' &&
    ((scope.clients?.some((client) => client.tenant === tenant) ?? false) ||
      (scope.sites?.some((code) => siteOf(code)?.tenant === tenant) ?? false)));
