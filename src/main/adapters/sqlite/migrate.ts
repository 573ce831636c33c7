import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';

/** edited: a migration is not the one this file ran · late: an older one appeared · newer: the file is of a newer Vigil. */
export type MismatchReason = 'edited' | 'late' | 'newer' | 'older';

/** The file's history and this program's migrations do not fit. Nothing was changed. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
  readonly reason: MismatchReason;
  constructor(reason: MismatchReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

type Applied = { readonly hash: string; readonly created_at: number };

/** Brings the file to this program's schema, or throws SchemaMismatch before anything is changed. */
export function migrateStrictly(db: Database.Database, migrationsFolder: string): void {
  requireFitting(readMigrationFiles({ migrationsFolder }), appliedTo(db));
  migrate(drizzle(db), { migrationsFolder });
}

/** How a file that is only read relates to this program's schema. Throws SchemaMismatch for edited and late migrations. */
export function schemaState(db: Database.Database, migrationsFolder: string): 'current' | 'older' | 'newer' {
  const shipped = readMigrationFiles({ migrationsFolder });
  const applied = appliedTo(db);
  try {
    requireFitting(shipped, applied);
  } catch (error) {
    if (error instanceof SchemaMismatch && error.reason === 'newer') return 'newer';
    throw error;
  }
  return applied.length < shipped.length ? 'older' : 'current';
}

/** Drizzle compares only the newest instant, so it would pass over all three in silence. */
function requireFitting(shipped: readonly MigrationMeta[], applied: readonly Applied[]): void {
  const byInstant = new Map(shipped.map((migration) => [migration.folderMillis, migration.hash]));
  for (const { hash, created_at } of applied) {
    const own = byInstant.get(created_at);
    if (own === undefined) throw new SchemaMismatch('newer', 'The database was written by a newer Vigil.');
    if (own !== hash)
      throw new SchemaMismatch('edited', `Migration ${created_at} is not the one that ran here.`);
    byInstant.delete(created_at);
  }
  const newest = applied.at(-1)?.created_at ?? Number.NEGATIVE_INFINITY;
  for (const pending of byInstant.keys()) {
    if (pending > newest) continue;
    throw new SchemaMismatch(
      'late',
      `Migration ${pending} is older than one that this database already ran.`,
    );
  }
}

function appliedTo(db: Database.Database): Applied[] {
  const ran = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
  if (ran === undefined) return [];
  return db
    .prepare<[], Applied>('SELECT hash, created_at FROM __drizzle_migrations ORDER BY created_at')
    .all();
}

/** Whether the tables, indexes and triggers of a file that ran all migrations are those that they make. */
export function hasItsTables(db: Database.Database, migrationsFolder: string): boolean {
  const shipped = readMigrationFiles({ migrationsFolder });
  const applied = appliedTo(db);
  // Another version's tables are another matter, and told as such.
  if (applied.length !== shipped.length) return true;
  const model = new Database(':memory:');
  try {
    migrate(drizzle(model), { migrationsFolder });
    return definitions(db) === definitions(model);
  } finally {
    model.close();
  }
}

const definitions = (db: Database.Database): string =>
  JSON.stringify(
    db
      .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name, type")
      .all(),
  );
