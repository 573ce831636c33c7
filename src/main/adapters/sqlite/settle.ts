import type Database from 'better-sqlite3';
import type { Store } from '#main/ports/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { asTrouble } from './trouble.ts';

type Checkpoint = { readonly busy: number; readonly log: number; readonly checkpointed: number };

/** `wal_checkpoint(TRUNCATE)`: after it the file alone holds everything, and the -wal begins anew. */
export function createSettle(db: Database.Database): Store['settle'] {
  const checkpoint = db.prepare<[], Checkpoint>('PRAGMA wal_checkpoint(TRUNCATE)');
  return () => {
    const result = attempt(() => checkpoint.get());
    if (result?.busy === 1)
      throw new StoreTrouble('busy', 'somebody still reads what is older than the last write', null);
  };
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asTrouble(error);
  }
}
