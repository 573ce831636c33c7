import type { DropFile, DropRepo, IntakeKey, KeyRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

/** Keys of senders. */
export function createKeyRepo(session: Session): KeyRepo {
  const all = session.prepare<[], IntakeKey>(
    `SELECT name, tenant, sha256, created_at, created_by, last_used_at, revoked_at, revoked_by
     FROM intake_key ORDER BY name`,
  );
  const add = session.prepare<[IntakeKey]>(`
    INSERT INTO intake_key (name, tenant, sha256, created_at, created_by, last_used_at, revoked_at, revoked_by)
      VALUES (@name, @tenant, @sha256, @created_at, @created_by, @last_used_at, @revoked_at, @revoked_by)`);
  const revoke = session.prepare<[number, string, string]>(
    'UPDATE intake_key SET revoked_at = ?, revoked_by = ? WHERE name = ? AND revoked_at IS NULL',
  );
  const used = session.prepare<[number, string]>(
    'UPDATE intake_key SET last_used_at = max(ifnull(last_used_at, 0), ?) WHERE name = ?',
  );
  return {
    all: () => all.all(),
    add: (key) => void add.run(key),
    revoke: (name, at, by) => void revoke.run(at, by, name),
    used: (name, at) => void used.run(at, name),
  };
}

const COLUMNS =
  'name, size, mtime, position, sha256, lines, accepted, duplicates, quarantined, state, reason, at';

/** How far each file of the drop folder was read. */
export function createDropRepo(session: Session): DropRepo {
  const get = session.prepare<[string], DropFile>(`SELECT ${COLUMNS} FROM drop_file WHERE name = ?`);
  const save = session.prepare<[DropFile]>(`
    INSERT INTO drop_file (${COLUMNS})
      VALUES (@name, @size, @mtime, @position, @sha256, @lines, @accepted, @duplicates, @quarantined, @state, @reason, @at)
    ON CONFLICT DO UPDATE SET size = excluded.size, mtime = excluded.mtime, position = excluded.position,
      sha256 = excluded.sha256, lines = excluded.lines, accepted = excluded.accepted, duplicates = excluded.duplicates,
      quarantined = excluded.quarantined, state = excluded.state, reason = excluded.reason, at = excluded.at`);
  const newest = session.prepare<[number], DropFile>(
    `SELECT ${COLUMNS} FROM drop_file ORDER BY at DESC, name LIMIT ?`,
  );
  const forget = session.prepare<[number]>("DELETE FROM drop_file WHERE at < ? AND state <> 'READING'");
  return {
    get: (name) => get.get(name) ?? null,
    save: (file) => void save.run(file),
    newest: (limit) => newest.all(limit),
    forget: (before) => void forget.run(before),
  };
}
