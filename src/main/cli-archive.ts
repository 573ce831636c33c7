import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#core/model/actor.ts';
import { type EpochMs, toIso } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { backupsOf, prepareBackups } from '#main/adapters/sqlite/backup-folder.ts';
import { copyArchive } from '#main/adapters/sqlite/copy-database.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import type { ArchiveSummary } from '#main/hosts/cli/parts.ts';
import type { Archive } from '#main/ports/archive.ts';
import type { Installation } from './cli-connection.ts';
import { alone, refusing, requireDatabase, withStore } from './cli-keeping.ts';

/** Moves findings that were resolved before an instant to the archive, and keeps a verified copy of that. The engine must be stopped. Throws Refused. */
export function runArchive(
  installation: Installation,
  before: EpochMs,
  actor: Actor,
  progress: (text: string) => void,
): Promise<ArchiveSummary> {
  return alone(installation, 'Archiving', async () => {
    const { database, resources } = installation;
    requireDatabase(database);
    const migrations = join(resources, 'migrations');
    const at = systemClock.now();
    const findings = withStore(installation, (store) => {
      const archive = openArchive({ database, live: store.session, migrations });
      try {
        return moved(settledFirst(archive, before, at), store, { before, at, actor, progress });
      } finally {
        archive.close();
      }
    });
    if (findings > 0) await refusing(() => keepCopy(database));
    return { before: toIso(before), findings, archive: archiveOf(database) };
  });
}

function* settledFirst(archive: Archive, before: EpochMs, at: EpochMs): ReturnType<Archive['move']> {
  yield* archive.settle();
  return yield* archive.move(before, at);
}

type Moving = {
  readonly before: EpochMs;
  readonly at: EpochMs;
  readonly actor: Actor;
  readonly progress: (text: string) => void;
};

function moved(
  steps: Generator<void, { readonly findings: number }>,
  store: OpenStore,
  { before, at, actor, progress }: Moving,
): number {
  let [step, count] = [steps.next(), 0];
  for (; step.done !== true; step = steps.next(), count += 1)
    if (count % 1_000 === 999) progress(`${count + 1} steps done`);
  const { findings } = step.value;
  store.transaction(() =>
    store.trail.append([
      {
        ...{ at, actor, action: 'engine.archived', entity: 'engine', entity_id: 'archive' },
        ...{ reason: null, before: null, after: { before, findings } },
      },
    ]),
  );
  return findings;
}

async function keepCopy(database: string): Promise<void> {
  const archive = archiveOf(database);
  const folder = backupsOf(database);
  prepareBackups(folder);
  if (existsSync(archive)) await copyArchive(archive, join(folder, 'archive.db'));
}
