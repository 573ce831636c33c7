import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Archive, ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { createFindingRepo } from '../findings.ts';
import { createReadModel } from '../read-model/read-model.ts';
import type { Session } from '../statements.ts';
import { type OpenReader, type OpenStore, openCurrentReader, openStore } from '../store.ts';
import { amendArchived, finishAmendments, missingAmendments } from './amend.ts';
import { archiveOf } from './archive-file.ts';
import { checkArchive } from './check-archive.ts';
import { createMove } from './move.ts';
import { purgeDetails } from './purge-details.ts';
import { isAfterRestore, reconcileArchive } from './reconcile.ts';
import { isSettled, settleArchive } from './settle.ts';

type Parts = {
  readonly database: string;
  /** The database's own session. */
  readonly live: Session;
  readonly migrations: string;
};

/**
 * The archive beside a database, for its writer. It has the database's own tables, and is made with the first finding that is moved.
 * Throws StoreTrouble where it is damaged, which must not begin anew without a word.
 */
export function openArchive({ database, live, migrations }: Parts): Archive {
  const file = archiveOf(database);
  let opened: OpenStore | null = null;
  const open = (): Session => {
    if (opened === null) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      opened = openStore(file, { migrations, profile: 'durable' });
      // What was adopted comes before its parent (`createMove`).
      opened.session.prepare('PRAGMA foreign_keys = OFF').run();
    }
    return opened.session;
  };
  const there = () => (existsSync(file) ? open() : null);
  return {
    isSettled() {
      const archive = there();
      if (archive === null) return true;
      return (
        isSettled(live, archive) && !isAfterRestore(live) && missingAmendments(live, archive).length === 0
      );
    },
    *settle() {
      const archive = there();
      if (archive === null) return;
      yield* settleArchive(live, archive);
      yield* reconcileArchive(live, archive);
      yield* finishAmendments(live, archive);
    },
    move: createMove(live, open),
    purgeDetails: (before, holds) => purgeDetails(live, there(), { before, holds }),
    finding(id) {
      const archive = there();
      return archive === null ? null : createFindingRepo(archive).get(id);
    },
    amend: (changed, write) => amendArchived(live, open(), changed, write),
    compact: () => opened?.compact(),
    close: () => opened?.close(),
  };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** The archive beside a database, to be asked. It is opened when it is there. */
export function openArchiveReads({
  database,
  live,
  migrations,
}: Parts): ArchiveReads & { close: () => void } {
  const file = archiveOf(database);
  let opened: {
    readonly reader: OpenReader;
    readonly readModel: Pick<ReadModel, 'findings' | 'indicators' | 'runbooks' | 'detailsDue'>;
  } | null = null;
  const open = () => {
    if (opened !== null || !existsSync(file)) return opened;
    const reader = openCurrentReader(file, migrations);
    opened = { reader, readModel: createReadModel(reader.session) };
    return opened;
  };
  return {
    findings: () => open()?.readModel.findings ?? null,
    indicators: () => open()?.readModel.indicators ?? null,
    detailsDue: () => open()?.readModel.detailsDue ?? null,
    bytes: () => (existsSync(file) ? sizeOf(file) + sizeOf(`${file}-wal`) : null),
    runbookUses: () => open()?.readModel.runbooks.uses ?? null,
    check: () => checkArchive(live, open()?.reader.session ?? null),
    close: () => opened?.reader.close(),
  };
}
