/** Who did something. Every command and every trail row carries one. */
export type Actor = {
  /** `local:ada` for a person of this workstation, `system` for Vigil itself. */
  readonly name: string;
  /** True once an account was signed in; `local:` names are not verified. */
  readonly verified: boolean;
};

export const SYSTEM: Actor = { name: 'system', verified: true };
export const localActor = (name: string): Actor => ({
  name: name.startsWith('local:') ? name : `local:${name}`,
  verified: false,
});

/** Which tenants a question may see. Until accounts are on, everybody sees all. */
export type TenantScope = 'all' | { readonly tenants: readonly string[] };
