import type { Problem } from '#contract/reply.ts';
import type { SeriesKind } from '#core/anomaly/detector.ts';
import type { JudgedRow } from '#core/anomaly/series.ts';
import { createSeries } from '#core/anomaly/series.ts';
import { readSeriesTime, SERIES_TIMES } from '#core/anomaly/series-time.ts';
import type { Sensitivity } from '#core/model/audit-config.ts';
import { Refused } from '#main/services/handlers.ts';
import { LARGEST_VALUE, readValue } from './cells.ts';
import { type Columns, findColumns } from './columns.ts';
import { createRowLog, type Passed } from './passed.ts';

/** A row of a table with the line on which it begins, from 1, and what is between its cells; `broken`: from here on it is no table, and why. */
export type TableRow = Cells | { readonly line: number; readonly broken: string };
type Cells = { readonly line: number; readonly cells: readonly string[]; readonly delimiter: string };

export type DetectRequest = {
  /** Its name, for what is said of it. */
  readonly file: string;
  readonly time_column: string;
  readonly value_column: string;
  readonly sensitivity: Sensitivity;
};

/** What `detect` prints of one row (FORMATS section 5). */
export type DetectedRow = {
  /** As it was in the file. */
  readonly timestamp: string;
  /** null: missing, or no number. */
  readonly value: number | null;
  readonly score: number;
  readonly anomaly: boolean;
};

export type DetectSummary = {
  readonly rows: number;
  readonly anomalies: number;
  readonly kind: SeriesKind;
  /** Milliseconds; null where there were too few rows. */
  readonly interval: number | null;
  readonly missing: Passed | null;
  readonly repeated: Passed | null;
  /** How many rows are wrong, and the first of them. */
  readonly wrong: number;
  readonly problems: readonly Problem[];
};

/**
 * Judges the rows of a table one by one, each from the rows before it alone, and keeps none of them. The first row is the header.
 * What is wrong with a row is told at the end, and the others are judged. Throws Refused for a table that is no series.
 */
export async function detect(
  request: DetectRequest,
  table: AsyncIterable<readonly TableRow[]>,
  onRows: (rows: readonly DetectedRow[]) => Promise<unknown> | undefined,
): Promise<DetectSummary> {
  let judge: Judge | null = null;
  let [count, anomalies] = [0, 0];
  for await (const rows of table) {
    const body = judge === null ? rows.slice(1) : rows;
    if (judge === null && rows.length > 0) judge = createJudge(request, rows[0]);
    const detected = body.flatMap((row) => judge?.take(row) ?? []);
    count += detected.length;
    anomalies += detected.filter(({ anomaly }) => anomaly).length;
    await onRows(detected);
  }
  judge ??= createJudge(request, undefined);
  return { rows: count, anomalies, ...judge.told() };
}

/** Digits of a score behind its point: more say nothing. */
const DIGITS = 1e5;
const NOT_JUDGED = { score: 0, anomaly: false } as const;

type Judge = {
  /** null for what is no row. */
  readonly take: (row: TableRow) => DetectedRow | null;
  readonly told: () => Omit<DetectSummary, 'rows' | 'anomalies'>;
};

/** Throws Refused for a header without the columns. */
function createJudge(request: DetectRequest, first: TableRow | undefined): Judge {
  const { file, time_column, value_column } = request;
  const header = first !== undefined && 'cells' in first ? first.cells : [];
  const columns = columnsOf(header, request);
  const series = createSeries(request.sensitivity);
  const log = createRowLog(file);

  const irregular = (line: number, cell: string): Refused => {
    log.fail(line, time_column, cell, 'rows at most 7 days apart');
    return new Refused('invalid-file', `${file} is no regular series.`, log.told().problems);
  };
  const place = (line: number, cell: string, { state }: JudgedRow): void => {
    if (state === 'REPEATED') log.pass('repeated', line);
    else if (state === 'BACKWARDS') log.fail(line, time_column, cell, 'a time after the rows before');
    else if (state === 'TOO_FAR')
      log.fail(line, time_column, cell, 'a time less than 16,777,216 intervals after the first');
    else if (state === 'IRREGULAR') throw irregular(line, cell);
  };

  const judge = ({ line, cells, delimiter }: Cells): DetectedRow => {
    const timestamp = cells[columns.time] ?? '';
    const value = readValue(cells[columns.value] ?? '', delimiter);
    const time = readSeriesTime(timestamp);
    if (cells.length !== header.length)
      log.fail(line, null, `${cells.length} cells`, `${header.length}, as many as the header has`);
    else if (time === null) log.fail(line, time_column, timestamp || 'nothing', SERIES_TIMES);
    else if (value === 'BAD')
      log.fail(line, value_column, cells[columns.value] ?? '', `a number within ±${LARGEST_VALUE}`);
    else if (value === 'MISSING') log.pass('missing', line);
    else {
      const judged = series.take({ time, value });
      place(line, timestamp, judged);
      const score = Math.round(judged.score * DIGITS) / DIGITS;
      return { timestamp, value, score, anomaly: judged.anomaly };
    }
    return { timestamp, value: typeof value === 'number' ? value : null, ...NOT_JUDGED };
  };

  const told = () => ({ kind: series.kind(), interval: series.interval(), ...log.told() });
  return {
    told,
    take(row) {
      if ('cells' in row) return judge(row);
      log.fail(row.line, null, row.broken, 'well-formed CSV');
      return null;
    },
  };
}

function columnsOf(
  header: readonly string[],
  { file, time_column, value_column }: DetectRequest,
): Exclude<Columns, { readonly problems: unknown }> {
  const columns = findColumns(header, file, { time: time_column, value: value_column });
  if ('problems' in columns)
    throw new Refused('invalid-file', `${file} lacks what detect reads.`, columns.problems);
  return columns;
}
