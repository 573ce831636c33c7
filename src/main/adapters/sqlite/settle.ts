import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Store } from '#main/ports/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { asTrouble } from './trouble.ts';

type Checkpoint = { readonly busy: number; readonly log: number; readonly checkpointed: number };

/** `wal_checkpoint(TRUNCATE)`: after it the file alone holds everything, and the -wal begins anew. */
export function createSettle(db: Database.Database): Pick<Store, 'settle' | 'tidy'> {
  const checkpoint = db.prepare<[], Checkpoint>('PRAGMA wal_checkpoint(TRUNCATE)');
  const run = () => {
    try {
      return checkpoint.get()?.busy !== 1;
    } catch (error) {
      throw asTrouble(error);
    }
  };
  return {
    settle() {
      if (!run())
        throw new StoreTrouble('busy', 'somebody still reads what is older than the last write', null);
    },
    tidy() {
      const patience: unknown = db.pragma('busy_timeout', { simple: true });
      db.pragma('busy_timeout = 0'); // whoever reads for long must not hold up the audits too
      try {
        run();
      } finally {
        db.pragma(`busy_timeout = ${Number(patience)}`);
      }
      return statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    },
  };
}
