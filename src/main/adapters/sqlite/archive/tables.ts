import { getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  alert,
  delivery,
  digested,
  dispatch,
  evidence,
  finding,
  findingStep,
  telling,
} from '../schema/index.ts';
import type { Session } from '../statements.ts';
import { createHandOn } from './gathered.ts';

/** A table whose rows belong to findings, and its column that names the finding. */
export type OwnedTable = { readonly table: SQLiteTable; readonly column: string };

/** Everything that is moved with a finding, itself first: rows are added in this order, and deleted in the opposite one. */
export const MOVED: readonly OwnedTable[] = [
  { table: finding, column: 'id' },
  { table: evidence, column: 'finding_id' },
  { table: alert, column: 'finding_id' },
  { table: findingStep, column: 'finding_id' },
  { table: dispatch, column: 'finding_id' },
  { table: telling, column: 'finding_id' },
  { table: delivery, column: 'finding_id' },
  { table: digested, column: 'finding_id' },
];

/** Takes findings out of a file with everything that is moved with them, but for the digests that tell of others too. Within a transaction. */
export function createClear(session: Session): (ids: string) => void {
  const handOn = createHandOn(session);
  const clear = MOVED.toReversed().map(({ table, column }) =>
    session.prepare<[string]>(
      `DELETE FROM ${getTableName(table)} WHERE ${column} IN (SELECT value FROM json_each(?))`,
    ),
  );
  return (ids) => {
    handOn(ids);
    for (const statement of clear) statement.run(ids);
  };
}
