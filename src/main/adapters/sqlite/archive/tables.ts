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
