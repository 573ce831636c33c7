import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** Names of the columns that a row of the table is written with; generated ones are SQLite's own. */
export const writtenColumns = (table: SQLiteTable): string[] =>
  Object.values(getTableColumns(table))
    .filter((column) => column.generated === undefined)
    .map((column) => column.name);

/** A column may be called like a word of SQL. */
const quoted = (name: string): string => `"${name}"`;

/** `INSERT` of one row by named parameters, replacing every other column when `conflict` (the key's columns) exists. */
export function upsertOf(table: SQLiteTable, conflict: readonly string[]): string {
  const columns = writtenColumns(table);
  const replaced = columns.filter((name) => !conflict.includes(name));
  return `INSERT INTO ${getTableName(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (${conflict.join(', ')}) DO UPDATE SET ${replaced.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')}`;
}

/** `SELECT` of the columns that a row is written with; add WHERE and ORDER BY. */
export const selectOf = (table: SQLiteTable): string =>
  `SELECT ${writtenColumns(table).map(quoted).join(', ')} FROM ${getTableName(table)}`;
