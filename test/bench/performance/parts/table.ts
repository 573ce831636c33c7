import { type Comparison, marginOf } from './reference.ts';
import { isMet, type Limit, type Row, ratioOf } from './row.ts';

const HEADINGS = [
  'goal',
  'size',
  'what',
  'measured',
  'beside',
  'ratio',
  'asked',
  'met',
  'reference',
] as const;

/** The table as text: a line for each row, in the order of the goals, then of the sizes as they were measured. */
export function tableOf(rows: readonly { readonly row: Row; readonly comparison: Comparison }[]): string {
  const lines = rows.toSorted((a, b) => orderOf(a.row) - orderOf(b.row)).map(cellsOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(HEADINGS), line(widths.map((width) => '─'.repeat(width))), ...lines.map(line)].join('\n');
}

/** Goals by number, memory, disk and what else has a name after them. */
const NAMED = ['memory', 'disk', 'blocks'];
const orderOf = ({ goal }: Row): number =>
  Number.isNaN(Number(goal)) ? 100 + NAMED.indexOf(goal) : Number(goal);

function cellsOf({ row, comparison }: { readonly row: Row; readonly comparison: Comparison }): string[] {
  const { goal, size, what, figure, unit, beside, limits } = row;
  const ratio = ratioOf(row);
  const met = isMet(row);
  return [
    goal,
    size,
    what,
    `${digits(figure)} ${unit}`,
    beside === null ? '' : `${digits(beside.figure)} ${unit}: ${beside.what}`,
    ratio === null ? '' : `${digits(ratio)}x`,
    limits.map((limit) => limitText(limit, unit)).join(' and '),
    met === null ? '' : met ? 'yes' : 'NO',
    changeText(row, comparison),
  ];
}

const limitText = (limit: Limit, unit: string): string => {
  const [sign, value] = 'atMost' in limit ? ['≤', limit.atMost] : ['≥', limit.atLeast];
  return `${sign} ${value.toLocaleString('en')}${limit.of === 'ratio' ? 'x' : ` ${unit}`}`;
};

function changeText(row: Row, { change, isWorse }: Comparison): string {
  if (change === null) return isWorse ? 'WORSE: was 0' : '';
  if (isWorse) return `WORSE ${digits(change)}x`;
  return change < 1 / marginOf(row) ? `better ${digits(1 / change)}x` : 'as before';
}

/** Three digits that count, without exponents. */
export function digits(value: number): string {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  return value === 0 ? '0' : String(Number(value.toPrecision(3)));
}
