import type { SuiteResult } from './run-suite.ts';
import { faultsOf } from './suite.ts';

/** What became of a suite: its result, or why it did not run. */
export type Row = {
  readonly name: string;
  readonly result: SuiteResult | null;
  readonly skipped: string | null;
};

const HEAD = ['suite', 'cases', 'lost', 'doubled', 'broken', 'control', 'seconds'];

/** True when the suite ran, found nothing, and its control did find something. */
export const passed = ({ result }: Row): boolean =>
  result !== null && faultsOf(result).length === 0 && faultsOf(result.control).length > 0;

/** The table at the end, a line a suite. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '),
  );
  return text.map((line) => line.trimEnd()).join('\n');
}

function cells({ name, result, skipped }: Row): readonly string[] {
  if (result === null) return [name, skipped ?? '', '', '', '', '', ''];
  const found = faultsOf(result.control).length;
  return [
    name,
    String(result.cases),
    String(result.lost.length),
    String(result.doubled.length),
    String(result.broken.length),
    found > 0 ? `failed as it must (${found})` : 'DID NOT FAIL',
    result.seconds.toFixed(0),
  ];
}

/** Names to the left, numbers to the right. */
const pad = (cell: string, width: number, column: number): string =>
  column === 0 || column === 5 ? cell.padEnd(width) : cell.padStart(width);
