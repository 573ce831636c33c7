import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import * as schema from '#main/adapters/sqlite/schema/index.ts';
import { MIGRATIONS, tempStore } from '#test/kit/temp-store.ts';

const tables: readonly SQLiteTable[] = Object.values(schema).flatMap((entry) =>
  is(entry, SQLiteTable) ? [entry] : [],
);

/** Opens the file of a migrated store beside it. */
function withRaw<T>(look: (db: Database.Database) => T): T {
  using bench = tempStore();
  const db = new Database(bench.file, { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

type Listed = { name: string; strict: number; wr: number };
const listTables = (db: Database.Database): Listed[] =>
  db
    .prepare<[], Listed>(
      "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name",
    )
    .all()
    .filter(({ name }) => !name.startsWith('sqlite_') && name !== '__drizzle_migrations');

describe('the database', () => {
  it('has exactly the tables of the schema, every one of them STRICT', () => {
    const listed = withRaw(listTables);
    expect(listed.map(({ name }) => name)).toEqual(tables.map((table) => getTableName(table)).sort());
    expect(listed.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(listed.length).toBeGreaterThan(30);
  });

  it.each(tables.map((table) => [getTableName(table), table] as const))(
    'has the columns, keys and indexes of %s as the schema says',
    (name, table) => {
      const config = getTableConfig(table);
      const found = withRaw((db) => ({
        columns: db
          .prepare<[string], { name: string; type: string; notnull: number }>(
            'SELECT name, type, "notnull" FROM pragma_table_xinfo(?)',
          )
          .all(name),
        key: db
          .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
          .pluck()
          .all(name),
        indexes: db
          .prepare<[string], { name: string; unique: number }>(
            `SELECT name, "unique" FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name`,
          )
          .all(name),
      }));
      expect(found.columns.map((column) => [column.name, column.type, column.notnull === 1])).toEqual(
        config.columns.map((column) => [column.name, column.getSQLType().toUpperCase(), column.notNull]),
      );
      const compound = config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
      const single = config.columns.filter((column) => column.primary).map((column) => column.name);
      expect(found.key).toEqual([...compound, ...single]);
      const unique = config.columns.flatMap((column) =>
        column.isUnique && column.uniqueName !== undefined ? [[column.uniqueName, 1]] : [],
      );
      const named = config.indexes.map((index) => [index.config.name, Number(index.config.unique)]);
      expect(found.indexes.map((index) => [index.name, index.unique])).toEqual(
        [...named, ...unique].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      );
    },
  );

  it('keeps every table that is read by its key without a second b-tree', () => {
    const without = withRaw(listTables).flatMap(({ name, wr }) => (wr === 1 ? [name] : []));
    expect(without).toEqual(
      expect.arrayContaining(['activity', 'due', 'event_detail', 'event_run', 'profile', 'roll5', 'seen']),
    );
  });

  it('ships migrations whose line endings no checkout may change', () => {
    expect(readFileSync(join(MIGRATIONS, '.gitattributes'), 'utf8')).toContain('* -text');
    expect(readFileSync(join(MIGRATIONS, '0000_baseline.sql'), 'utf8')).not.toContain('\r');
  });
});
