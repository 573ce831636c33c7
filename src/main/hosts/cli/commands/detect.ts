import type { Given } from '../arguments.ts';
import { type Command, Failure } from '../command.ts';
import { plain } from '../output.ts';
import type { DetectSummary } from '../parts.ts';
import { readTelemetry } from '../telemetry-file.ts';
import { DONE, UsageError } from '../usage.ts';

const SENSITIVITIES = ['LOW', 'MEDIUM', 'HIGH'] as const;

/** Scores every row of a CSV by the rows before it; one JSON object a row, with --json or without. No database is needed. */
export const detectCommand: Command = {
  usage:
    'vigil detect FILE.csv|- [--time-column timestamp] [--value-column value] [--sensitivity LOW|MEDIUM|HIGH] [--json]',
  operands: true,
  options: {
    'time-column': { type: 'string' },
    'value-column': { type: 'string' },
    sensitivity: { type: 'string' },
  },
  async run(given, { output, parts }) {
    const name = onlyFile(given);
    const sensitivity = given.oneOf('sensitivity', SENSITIVITIES) ?? 'MEDIUM';
    const file = name === '-' ? 'standard input' : name;
    const summary = await parts.detect(
      {
        file,
        bytes: readTelemetry(name === '-' ? parts.input() : name),
        time_column: given.text('time-column') ?? 'timestamp',
        value_column: given.text('value-column') ?? 'value',
        sensitivity,
      },
      (rows) => parts.out(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
    );
    for (const line of describe(file, sensitivity, summary)) output.tell(plain(line));
    if (summary.wrong > 0) throw failureOf(file, summary);
    return DONE;
  },
};

function onlyFile(given: Given): string {
  const [name, ...others] = given.positionals;
  if (name === undefined) throw new UsageError('Name a CSV file, or - for standard input.');
  if (others.length > 0) throw new UsageError(`What is ${others.join(' ')}? One file at a time.`);
  return name;
}

function describe(file: string, sensitivity: string, summary: DetectSummary): readonly string[] {
  const { rows, anomalies, kind, interval, missing, repeated } = summary;
  const what = kind === 'COUNT' ? 'counts' : 'readings';
  return [
    interval === null
      ? `${file}: ${rows} rows are too few to judge any.`
      : `${file}: ${rows} rows, ${what} every ${duration(interval)}: ${anomalies} anomalies at ${sensitivity}.`,
    ...(missing === null ? [] : [`${missing.rows} rows have no value, the first in line ${missing.first}.`]),
    ...(repeated === null
      ? []
      : [
          `${repeated.rows} rows lie in the interval of the row before, the first in line ${repeated.first}: they are judged, and nothing is learned of them.`,
        ]),
  ];
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** In the largest unit that makes it whole; else in seconds. */
function duration(interval: number): string {
  const [unit, size] = UNITS.find(([, length]) => interval % length === 0) ?? ['s', 1_000];
  return `${interval / size} ${unit}`;
}

const failureOf = (file: string, { rows, wrong, problems }: DetectSummary): Failure =>
  new Failure({
    code: 'invalid-file',
    message: `${wrong} of ${rows} rows of ${file} are wrong; the others were judged.`,
    problems: [...problems],
  });
