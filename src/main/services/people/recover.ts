import type { Account } from '#core/model/account.ts';
import type { Actor } from '#core/model/actor.ts';
import { whyNotName } from '#core/people/account-name.ts';
import { NO_TRIES } from '#core/people/lockout.ts';
import { whyNotSecret } from '#core/people/secret.ts';
import { newAccount, refuseIf } from './accounts.ts';
import { described, noteOf, type PeopleParts } from './desk.ts';

/**
 * Makes the named account an administrator of the whole installation who can sign in, with a new secret, whatever it was. Whoever has the
 * files of the engine's machine may do this; the trail says who it was, unverified. Throws Refused for a name or secret that is not taken.
 */
export async function recoverAdministrator(
  { store, clock, secrets }: Pick<PeopleParts, 'store' | 'clock' | 'secrets'>,
  { name, secret, actor }: { readonly name: string; readonly secret: string; readonly actor: Actor },
): Promise<{ readonly name: string }> {
  const known = store.people.account(name);
  if (known === null) refuseIf(whyNotName(name));
  refuseIf(whyNotSecret(secret, name));
  const hash = await secrets.hash(secret);
  const at = clock.now();
  const before = known ?? newAccount({ name, role: 'administrator', scope: 'all', at, by: actor.name });
  const account: Account = {
    ...before,
    ...NO_TRIES,
    role: 'administrator',
    scope: 'all',
    revision: before.revision + 1,
    secret_at: at,
    disabled_at: null,
    disabled_by: null,
  };
  store.transaction(() => {
    store.people.save(account, hash);
    store.people.endAll(account.name);
    store.trail.append([
      noteOf(
        'account.recovered',
        account.name,
        { at, actor },
        {
          reason: 'on the engine’s machine, with its files',
          before: known === null ? null : described(known),
          after: described(account),
        },
      ),
    ]);
  });
  return { name: account.name };
}
