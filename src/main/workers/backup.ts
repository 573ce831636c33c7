import { workerData } from 'node:worker_threads';
import { copyArchive, copyDatabase } from '#main/adapters/sqlite/copy-database.ts';
import { drillRestore } from '#main/adapters/sqlite/restore-drill.ts';
import { BackupFailed } from '#main/ports/backups.ts';
import type { BackupOrder, BackupOutcome } from './backup-client.ts';
import { serveThread } from './serve.ts';

// Safe: backup-client.ts alone starts this thread, with this order.
const order = workerData as BackupOrder;

/* Makes one backup and checks it: minutes of work for a large file, which nobody waits for. */
await serveThread(() => ({
  async call(): Promise<BackupOutcome> {
    try {
      const { database, target } = order;
      if (order.of === 'drill') return { ok: true, manifest: await drillRestore(database) };
      if (order.of === 'archive') {
        await copyArchive(database, target);
        return { ok: true, manifest: null };
      }
      return { ok: true, manifest: await copyDatabase(database, target, order) };
    } catch (error) {
      if (!(error instanceof BackupFailed)) throw error;
      return { ok: false, message: error.message, damaged: error.damaged };
    }
  },
  tell: () => {},
  stop: () => {},
}));
