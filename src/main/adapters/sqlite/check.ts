import type { Store } from '#main/ports/store.ts';
import type { ConnectionSettings } from './settings.ts';
import type { Session } from './statements.ts';
import { verifyTrail } from './trail.ts';

/**
 * A larger file is left to `verify`, which reads it in a thread of its own: a table cannot be checked in parts, and at
 * 0.5 s per 100 MB a larger one would hold up the audits.
 */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;
/** Settings that a prepared statement cannot ask for without leave to write, and what is none. */
const NOT_ASKED: ReadonlySet<string> = new Set(['journal_mode', 'sqlite_version']);

/** Checks the connection, the file as far as it is small enough, and the chain of the trail, step by step. */
export function createCheck(session: Session, settings: ConnectionSettings): Store['check'] {
  const size = session.pluck<[], number>(
    'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size',
  );
  return function* check() {
    const problems = [...changedSettings(session, settings)];
    const file_bytes = size.get() ?? 0;
    const file_checked = file_bytes <= LARGEST_FILE_BYTES;
    if (file_checked) problems.push(...(yield* damagedTables(session)));
    const trail = yield* verifyTrail(session);
    if (!trail.ok) problems.push(`The audit trail is broken at row ${trail.first_bad}: ${trail.why}.`);
    return { trail_rows: trail.rows, file_bytes, file_checked, problems };
  };
}

const changedSettings = (session: Session, settings: ConnectionSettings): readonly string[] =>
  Object.entries(settings).flatMap(([name, expected]) => {
    if (NOT_ASKED.has(name)) return [];
    const found = session.pluck<[], string | number>(`PRAGMA ${name}`).get();
    return found === expected ? [] : [`The connection's ${name} is ${found} instead of ${expected}.`];
  });

function* damagedTables(session: Session): Generator<void, readonly string[]> {
  const tables = session.pluck<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const damaged: string[] = [];
  for (const table of tables) {
    const verdict = session.pluck<[], string>(`PRAGMA quick_check('${table}')`).get();
    if (verdict !== 'ok') damaged.push(`The table ${table} is damaged: ${verdict}.`);
    yield;
  }
  return damaged;
}
