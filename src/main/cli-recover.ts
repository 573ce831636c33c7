import { userInfo } from 'node:os';
import { join } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { Refused } from '#main/services/handlers.ts';
import { recoverAdministrator } from '#main/services/people/recover.ts';
import { createSecrets } from '#main/services/people/secrets.ts';
import type { Installation } from './cli-connection.ts';

/** Gives an administrator another PIN or password, whoever asks: who may write these files could as well write the database. Throws Refused. */
export async function runRecover(
  { database, dataFolder, resources }: Installation,
  { name, secret }: { readonly name: string; readonly secret: string },
): Promise<{ readonly name: string }> {
  const lock = acquireLock(prepareDataFolder(dataFolder));
  if (lock === null)
    throw new Refused('conflict', 'Recovering needs the engine stopped: close Vigil on this machine first.');
  try {
    const store = openStore(database, { migrations: join(resources, 'migrations'), profile: 'durable' });
    try {
      const actor = localActor(userInfo().username);
      return await recoverAdministrator(
        { store, clock: systemClock, secrets: createSecrets() },
        { name, secret, actor },
      );
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}
