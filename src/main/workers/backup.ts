import { workerData } from 'node:worker_threads';
import { copyDatabase } from '#main/adapters/sqlite/copy-database.ts';
import { BackupFailed } from '#main/ports/backups.ts';
import type { BackupOrder, BackupOutcome } from './backup-client.ts';
import { serveThread } from './serve.ts';

// Safe: backup-client.ts alone starts this thread, with this order.
const { database, target, at, vigil } = workerData as BackupOrder;

/* Makes one backup and checks it: minutes of work for a large file, which nobody waits for. */
await serveThread(() => ({
  async call(): Promise<BackupOutcome> {
    try {
      return { ok: true, manifest: await copyDatabase(database, target, { at, vigil }) };
    } catch (error) {
      if (!(error instanceof BackupFailed)) throw error;
      return { ok: false, message: error.message, damaged: error.damaged };
    }
  },
  tell: () => {},
  stop: () => {},
}));
