import type { EpochMs } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { MIGRATIONS } from './temp-store.ts';

/** Moves what was resolved before an instant to the archive beside a database, as the job of a night does; how many findings. */
export function archiveOld(
  { file, store }: { readonly file: string; readonly store: OpenStore },
  before: EpochMs,
): number {
  const archive = openArchive({ database: file, live: store.session, migrations: MIGRATIONS });
  const steps = archive.move(before, before);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  archive.close();
  return step.value.findings;
}
