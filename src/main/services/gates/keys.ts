import { createHash, randomBytes } from 'node:crypto';
import type { Fleet } from '#core/config/fleet.ts';
import { type Actor, hasTenant, type TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Store, TrailEntry } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';

/** Tells people and programs that look for leaked secrets what it is. */
const PREFIX = 'vigil_';
const RANDOM_BYTES = 24;

export type KeyParts = {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly fleet: () => Fleet;
  /** The keys are others now. */
  readonly onChanged: () => void;
};

/** Makes and revokes the keys of senders. A key is shown once; a name is never given again, for the trail and the quarantine name it. */
export function createKeyCommands({
  store,
  clock,
  fleet,
  onChanged,
}: KeyParts): Pick<CommandHandlers, 'keys.add' | 'keys.revoke'> {
  const known = (name: string) => store.keys.all().find((key) => key.name === name) ?? null;
  return {
    'keys.add': ({ name, tenant }, { actor, scope }) => {
      requireTenant(tenant, fleet(), scope);
      if (known(name) !== null)
        throw new Refused('conflict', `There is or was a key ${name}: choose another name.`);
      const key = PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
      const sha256 = createHash('sha256').update(key).digest('hex');
      const created_at = clock.now();
      const never = { last_used_at: null, revoked_at: null, revoked_by: null };
      store.transaction(() => {
        store.keys.add({ name, tenant, sha256, created_at, created_by: actor.name, ...never });
        store.trail.append([entryOf('key.added', name, { at: created_at, actor }, { tenant })]);
      });
      onChanged();
      return { name, tenant, key };
    },
    'keys.revoke': ({ name }, { actor, scope }) => {
      const key = known(name);
      if (key === null || !hasTenant(key.tenant, scope))
        throw new Refused('not-found', `There is no key ${name}.`);
      if (key.revoked_at !== null) throw new Refused('conflict', `The key ${name} is revoked already.`);
      const at = clock.now();
      store.transaction(() => {
        store.keys.revoke(name, at, actor.name);
        store.trail.append([entryOf('key.revoked', name, { at, actor }, { tenant: key.tenant })]);
      });
      onChanged();
      return { name };
    },
  };
}

/** Throws Refused where no site that the scope holds is that tenant's. */
export function requireTenant(tenant: string, { sites }: Fleet, scope: TenantScope): void {
  const tenants = [...new Set(sites.map((site) => site.tenant))].filter((code) => hasTenant(code, scope));
  if (tenants.includes(tenant)) return;
  const expected = tenants.length === 0 ? 'import sites first' : `there are ${tenants.join(', ')}`;
  throw new Refused('not-found', `There is no tenant ${tenant}: ${expected}.`);
}

const entryOf = (
  action: string,
  name: string,
  { at, actor }: { readonly at: EpochMs; readonly actor: Actor },
  after: unknown,
): TrailEntry => ({
  at,
  actor,
  action,
  entity: 'telemetry',
  entity_id: name,
  reason: null,
  before: null,
  after,
});
