import type { Session } from './statements.ts';

type Trigger = { readonly name: string; readonly sql: string };

/** Deletes from tables whose triggers refuse that: they are put back in the same transaction. Within a transaction. */
export function withoutGuards<T>(session: Session, tables: readonly string[], work: () => T): T {
  const triggers = session
    .prepare<[string], Trigger>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN (SELECT value FROM json_each(?))",
    )
    .all(JSON.stringify(tables));
  for (const { name } of triggers) session.prepare(`DROP TRIGGER "${name}"`).run();
  const result = work();
  for (const { sql } of triggers) session.prepare(sql).run();
  return result;
}
