import type { ImportSample, SampleRow } from '#contract/imports.ts';
import type { Parsed } from '#contract/index.ts';
import { placeOf } from '#core/config/problem.ts';
import { problemsOf } from '#core/config/schema-problems.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { ColumnMapping } from '#core/telemetry/mapping/column-mapping.ts';
import { createRowReader } from '#core/telemetry/mapping/read-row.ts';
import { suggestMapping } from '#core/telemetry/mapping/suggest.ts';
import type { TableCells } from '#main/ports/telemetry-files.ts';
import { refusedAs } from '../fault.ts';
import type { CommandHandlers } from '../handlers.ts';
import { readTold } from '../telemetry/read-told.ts';
import { openFile, recordFormat } from './opened.ts';
import type { ImportParts } from './parts.ts';

/** Records that are shown of the beginning of a file. */
const SHOWN = 20;
/** Rows that a mapping is guessed from. */
const LOOKED_AT = 200;

type SampleInput = Parsed<'imports.sample'>;
type World = Pick<ImportParts, 'files' | 'fleet' | 'placer' | 'clock'>;

/** What a file has before anything of it was read. */
const NOTHING: ImportSample = { columns: null, rows: [], suggestion: null, problems: [] };

/** Handles `imports.sample`. */
export const createSampler =
  (world: World): CommandHandlers['imports.sample'] =>
  (input) =>
    input.file.kind === 'table' ? sampleTable(world, input) : sampleLines(world, input);

async function sampleLines(world: World, { file, text }: SampleInput): Promise<ImportSample> {
  const reader = openFile(world.files, file);
  try {
    const rows: SampleRow[] = [];
    const { lines: read, refused } = await reader.take(text, true);
    // The beginning of a file ends somewhere: only where nothing could be read does that say anything.
    if (read.length === 0 && refused !== null) throw refusedAs(refused);
    for (const { text: lines, first_line } of read)
      for (const [index, line] of lines.split('\n').entries())
        if (line.trim() !== '' && rows.length < SHOWN)
          rows.push(rowOf(world, file, first_line + index, line, null));
    return { ...NOTHING, rows };
  } finally {
    reader.close();
  }
}

async function sampleTable(world: World, { file, text }: SampleInput): Promise<ImportSample> {
  const [header, ...rows] = await world.files.rows(text);
  const columns = [...(header?.cells ?? [])];
  const cells = rows.slice(0, LOOKED_AT).map((row) => row.cells);
  const sample = { columns, suggestion: { ...suggestMapping(columns, cells) }, problems: [] };
  const shown = rows.slice(0, SHOWN);
  const plain = shown.map((row) => ({ line: row.line, cells: [...row.cells], events: [], problems: [] }));
  if (file.mapping === undefined) return { ...sample, rows: plain };
  const problems = mappingProblems(file.mapping, columns);
  if (problems.length > 0) return { ...sample, rows: plain, problems };
  const made = createRowReader(ColumnMapping.parse(file.mapping), columns);
  if (!made.ok) return { ...sample, rows: plain };
  const told = (row: TableCells) =>
    rowOf(world, file, row.line, JSON.stringify(made.read(row.cells)), [...row.cells]);
  return { ...sample, rows: shown.map(told) };
}

/** What is wrong with the mapping, and the columns that it names and the file does not have. */
function mappingProblems(mapping: unknown, columns: readonly string[]): ImportSample['problems'] {
  const problems = problemsOf(ColumnMapping, mapping).map(({ path, found, expected }) => ({
    ...{ file: null, line: null, place: placeOf(path), field: placeOf(path), found, expected },
  }));
  if (problems.length > 0) return problems;
  const made = createRowReader(ColumnMapping.parse(mapping), columns);
  if (made.ok) return [];
  return made.missing.map(({ column, expected }) => ({
    ...{ file: null, line: 1, place: 'line 1', field: column, found: 'no such column', expected },
  }));
}

function rowOf(
  world: World,
  { name, site, kind }: SampleInput['file'],
  line: number,
  text: string,
  cells: string[] | null,
): SampleRow {
  const format = recordFormat(kind);
  const { read, events } = readTold(world, {
    ...{ file: name, first_line: line, text },
    ...(site === undefined ? {} : { site }),
    ...(format === null ? {} : { format }),
  });
  const { byCode } = world.fleet();
  return {
    line,
    cells,
    events: events.map((event) => ({
      ...{ type: event.type, site: event.site, at: event.ts },
      ...{ known: byCode.has(event.site), fields: fieldsOf(event) },
    })),
    problems: read.problems,
  };
}

const TOLD_APART: ReadonlySet<string> = new Set(['type', 'site', 'ts', 'received_at', 'id', 'source']);
const LONGEST = 80;

function fieldsOf(event: TelemetryEvent): { field: string; value: string }[] {
  return Object.entries(event).flatMap(([field, value]) => {
    if (TOLD_APART.has(field) || value === null) return [];
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return [{ field, value: text.slice(0, LONGEST) }];
  });
}
