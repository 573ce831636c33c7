import { BackupFailed, type BackupManifest, type Backups } from '#main/ports/backups.ts';
import type { UpkeepJob } from '../job.ts';

/** On the first of every month: the newest backup is really restored, beside the database, and compared. What was never tried is no backup. */
export const restoreDrill = (backups: Backups): UpkeepJob => ({
  name: 'restore-drill',
  action: 'engine.restore_drilled',
  schedule: { date: 1, hour: 5, minute: 10 },
  *run({ clock }) {
    const begun = clock.monotonic();
    const outcome: { restored: BackupManifest | null; why: string } = { restored: null, why: '' };
    yield backups.drill().then(
      (manifest) => {
        outcome.restored = manifest;
      },
      (error: unknown) => {
        outcome.why = error instanceof BackupFailed ? error.message : String(error);
      },
    );
    if (outcome.restored === null)
      return { numbers: {}, problems: [`The newest backup could not be restored: ${outcome.why}`] };
    const { taken_at, findings, evidence, trail_rows } = outcome.restored;
    const took_ms = Math.round(clock.monotonic() - begun);
    return { numbers: { taken_at, findings, evidence, trail_rows, took_ms }, problems: [] };
  },
});
