import type { Problem } from '#contract/reply.ts';
import { cellOf, type TableRows } from '#core/telemetry/table-rows.ts';

/** Problems of records that were made of a table, each at the cell that is meant. */
export const inCells = (problems: readonly Problem[], table: TableRows | undefined): readonly Problem[] =>
  table === undefined ? problems : problems.map((problem) => inCell(problem, table));

function inCell(problem: Problem, table: TableRows): Problem {
  const { line, field } = problem;
  const at = line === null || field === null ? null : cellOf(table, line, field);
  return at === null ? problem : { ...problem, ...at, place: `line ${at.line}, column ${at.column}` };
}
