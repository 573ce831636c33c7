import { acquireLock, type EngineLock } from '#main/adapters/sqlite/lock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';

/** Another Vigil runs on this data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  constructor(dataFolder: string) {
    super(`Another Vigil is running on ${dataFolder}.`);
  }
}

/** The data folder, prepared and with its lock. Throws AlreadyRunning. */
export function claimFolder(dataFolder: string) {
  const folder = prepareDataFolder(dataFolder);
  const lock = claim(folder);
  if (lock === null) throw new AlreadyRunning(folder);
  const release = () => {
    if (lock !== 'later') lock.release();
  };
  return { folder, lock, release };
}

/** The lock of the folder. `later`: nobody can write there now, so the engine takes it when it can. Null: somebody else has it. */
function claim(folder: string): EngineLock | 'later' | null {
  try {
    return acquireLock(folder);
  } catch (error) {
    if (error instanceof StoreTrouble) return 'later';
    throw error;
  }
}
