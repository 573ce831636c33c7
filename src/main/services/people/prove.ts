import type { Account } from '#core/model/account.ts';
import type { Actor } from '#core/model/actor.ts';
import { SECOND } from '#core/model/time.ts';
import { NO_TRIES } from '#core/people/lockout.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { Refused } from '../handlers.ts';
import { noteOf, type PeopleParts } from './desk.ts';
import type { TryCounter } from './tries.ts';

/** Finds the account whose secret was shown. Throws Refused, with the same words for a wrong name and a wrong secret. */
export type Prove = (name: string, secret: string, actor: Actor) => Promise<Account>;

/**
 * Checks a name with its secret, slower after wrong tries; each of those goes to the trail, without what was typed. A disk that takes
 * nothing keeps nobody out: people are needed most then.
 */
export function createProve(parts: PeopleParts, tries: TryCounter): Prove {
  const { store, clock, secrets } = parts;
  return async (name, secret, actor) => {
    const account = store.people.account(name);
    const at = clock.now();
    const wait = tries.closedFor(name, account, at);
    if (wait > 0) throw new Refused('forbidden', tooMany(wait));
    const counted = tries.count(name, account, at);
    writeIfPossible(parts, () => account && store.people.save({ ...account, ...counted }));
    const isRight = await secrets.matches(secret, account && store.people.secretOf(name));
    const now = store.people.account(name);
    if (isRight && now !== null && now.disabled_at === null) {
      tries.forget(name);
      writeIfPossible(parts, () => store.people.save({ ...now, ...NO_TRIES }));
      return { ...now, ...NO_TRIES };
    }
    // A name that is no account's may be a password in the wrong field.
    const told = account?.name ?? 'an unknown name';
    writeIfPossible(parts, () =>
      store.trail.append([
        noteOf(
          'session.refused',
          told,
          { at: clock.now(), actor },
          {
            reason: isRight ? 'the account is switched off' : 'wrong name or secret',
          },
        ),
      ]),
    );
    throw new Refused('forbidden', 'The name and the PIN or password do not belong together.');
  };
}

/** Writes; trouble with the disk is logged and no more, because what is decided here must be decided all the same. */
export function writeIfPossible({ store, log }: PeopleParts, write: () => unknown): void {
  try {
    store.transaction(() => void write());
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    log.error('a sign-in was not written down', { trouble: error.kind });
  }
}

const tooMany = (wait: number): string =>
  `Too many wrong tries: wait ${Math.ceil(wait / SECOND)} seconds, or ask an administrator for another PIN.`;
