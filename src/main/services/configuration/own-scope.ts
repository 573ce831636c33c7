import type { ScopeRecord } from '#core/config/records.ts';
import { hasTenant, isWithin, type TenantScope } from '#core/model/actor.ts';

export type OwnedScope = Pick<ScopeRecord, 'scope' | 'tenant' | 'code' | 'parent'>;

/** Whether a tenant, client or site lies within what a caller may see: a tenant only where all of it does. */
export function isOwnScope({ scope: kind, tenant, code, parent }: OwnedScope, scope: TenantScope): boolean {
  if (kind === 'TENANT') return hasTenant(tenant, scope);
  const place = kind === 'CLIENT' ? { client: code, code: '' } : { client: parent ?? '', code };
  return isWithin({ tenant, ...place }, scope);
}
