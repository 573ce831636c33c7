import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { EpochMs } from '#core/model/time.ts';
import { BackupFailed, type BackupManifest } from '#main/ports/backups.ts';
import { openReadOnly } from './connection.ts';
import { createSession, type Session } from './statements.ts';
import { createTrailRepo } from './trail.ts';
import { asTrouble } from './trouble.ts';

/** Pages of 4 KB in one step: some milliseconds, so that the thread stays alive to be asked. */
const PAGES_A_STEP = 1_000;
const MOST_COMPLAINTS = 3;

/** What must be the same in a database and in its copy. */
type Counts = Pick<BackupManifest, 'findings' | 'evidence' | 'trail_rows' | 'trail_head' | 'schema'>;

/**
 * Copies a database that may be in use to a new file, then opens the copy and checks it: every page, every reference, the
 * whole chain of the trail, and that it counts the same. Throws BackupFailed, and leaves nothing behind, when anything is wrong.
 */
export async function copyDatabase(
  source: string,
  target: string,
  { at, vigil }: { readonly at: EpochMs; readonly vigil: string },
): Promise<BackupManifest> {
  return copied(source, target, async (unfinished, expected) => {
    const found = checkCopy(unfinished);
    const differing = (Object.keys(expected) as (keyof Counts)[]).find(
      (name) => expected[name] !== found[name],
    );
    if (differing !== undefined)
      throw new BackupFailed(
        `The copy counts ${found[differing]} for ${differing}, the database ${expected[differing]}.`,
      );
    const facts = { bytes: statSync(unfinished).size, sha256: await sha256Of(unfinished) };
    return {
      version: 1,
      file: basename(target),
      taken_at: at,
      verified_at: Date.now(),
      vigil,
      ...facts,
      ...found,
    };
  });
}

/** The same of an archive, whose trail is made of the rows about its findings alone; the copy of before goes when this one is whole. Throws BackupFailed. */
export const copyArchive = (source: string, target: string): Promise<void> =>
  copied(source, target, async (unfinished, expected) => {
    const { findings } = checkPages(unfinished, countsOf, isParent);
    if (findings !== expected.findings)
      throw new BackupFailed(`The copy counts ${findings} findings, the archive ${expected.findings}.`);
  });

type Reference = { readonly table: string; readonly parent: string };

/** What was adopted is archived before its parent, a slice at a time: `verify` looks for the parent in the database. */
const isParent = ({ table, parent }: Reference): boolean => table === 'finding' && parent === 'finding';

/** Copies to a file beside the target, which takes its place when it was checked. */
async function copied<Checked>(
  source: string,
  target: string,
  check: (unfinished: string, expected: Counts) => Promise<Checked>,
): Promise<Checked> {
  const unfinished = `${target}.part`;
  try {
    rmSync(unfinished, { force: true });
    const checked = await check(unfinished, await copyPages(source, unfinished));
    renameSync(unfinished, target);
    return checked;
  } catch (error) {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + ending, { force: true });
    throw failureOf(error, source);
  }
}

/**
 * One snapshot, held by a connection of its own for as long as the copying takes: writers go on, and nothing that they write
 * makes the copy begin again.
 */
async function copyPages(source: string, target: string): Promise<Counts> {
  const { db, close } = openReadOnly(source);
  try {
    db.exec('BEGIN');
    const counts = countsOf(createSession(db));
    closeSync(openSync(target, 'wx', 0o600)); // its owner's alone from the first byte, wherever somebody wants it
    await db.backup(target, { progress: () => PAGES_A_STEP });
    db.exec('COMMIT');
    return counts;
  } finally {
    close();
  }
}

/** Checks a database that nobody uses, as a file of its own: without a -wal beside it. Throws BackupFailed. */
export const checkCopy = (file: string): Counts =>
  checkPages(file, (session) => {
    const trail = createTrailRepo(session).verify();
    if (!trail.ok)
      throw new BackupFailed(`The trail of the copy is broken at row ${trail.first_bad}: ${trail.why}.`);
    return countsOf(session);
  });

function checkPages<Found>(
  file: string,
  more: (session: Session) => Found,
  mayBeMissing: (reference: Reference) => boolean = () => false,
): Found {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('cell_size_check = ON');
    const session = createSession(db);
    const damage = session.pluck<[], string>(`PRAGMA integrity_check(${MOST_COMPLAINTS})`).all();
    if (damage[0] !== 'ok') throw new BackupFailed(`The copy is damaged: ${damage.join('; ')}.`);
    const dangling = session
      .prepare<[], Reference>('PRAGMA foreign_key_check')
      .all()
      .find((reference) => !mayBeMissing(reference));
    if (dangling !== undefined)
      throw new BackupFailed(`A row of ${dangling.table} in the copy refers to nothing.`);
    return more(session);
  } finally {
    db.close();
  }
}

/** What a backup says of itself, counted anew. */
export function countsOf(session: Session): Counts {
  const count = (table: string) => session.pluck<[], number>(`SELECT count(*) FROM ${table}`).get() ?? 0;
  const head = session.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1',
  );
  const { seq, hash } = head.get() ?? { seq: 0, hash: '' };
  return {
    findings: count('finding'),
    evidence: count('evidence'),
    schema: count('__drizzle_migrations'),
    trail_rows: seq,
    trail_head: hash,
  };
}

/** The SHA-256 of a file of any size. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Looks whether it is the database that is damaged, or only what was made of it. */
function failureOf(error: unknown, source: string): unknown {
  const told = asTrouble(error);
  const message = told instanceof Error ? told.message : String(told);
  if (!existsSync(source)) return new BackupFailed(`There is no database at ${source}.`);
  return new BackupFailed(message, isDamaged(source));
}

function isDamaged(file: string): boolean {
  try {
    const { db, close } = openReadOnly(file);
    try {
      return db.pragma('integrity_check(1)', { simple: true }) !== 'ok';
    } finally {
      close();
    }
  } catch (error) {
    const told = asTrouble(error);
    return told instanceof Error && 'kind' in told && told.kind === 'corrupt';
  }
}
