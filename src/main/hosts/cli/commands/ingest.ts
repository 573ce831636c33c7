import type { Problem } from '#contract/reply.ts';
import { TELEMETRY_FORMATS, type TelemetryFormat } from '#core/model/file-kind.ts';
import type { RecordFormat } from '#core/model/record-format.ts';
import type { RecordLines } from '#main/ports/telemetry-files.ts';
import { recogniseBytes } from '#main/services/imports/recognise-bytes.ts';
import { inCells } from '#main/services/telemetry/in-cells.ts';
import { lineChunks } from '#main/services/telemetry/line-chunks.ts';
import { peeked } from '#main/services/telemetry/peeked.ts';
import { type Command, Failure, problemLines } from '../command.ts';
import { documentAsLines } from '../json-document.ts';
import type { Output } from '../output.ts';
import type { CliParts, Connection } from '../parts.ts';
import { readTelemetry } from '../telemetry-file.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';
import { readMapping } from './mappings.ts';

const USAGE = `vigil ingest FILE…|- [--format ${TELEMETRY_FORMATS.join('|')}] [--site CODE] [--device CODE] [--map MAPPING] [--db FILE] [--json]`;
const MOST_PROBLEMS = 100;
/** Chunks between two lines of progress: about 8 MB. */
const PROGRESS_EVERY = 32;

type Totals = { accepted: number; duplicates: number; quarantined: number; readonly problems: Problem[] };

/** Telemetry from files, `.gz` too, or from standard input, in chunks of whole lines. */
export const ingestCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    format: { type: 'string' },
    site: { type: 'string' },
    device: { type: 'string' },
    map: { type: 'string' },
  },
  async run(given, { output, parts, file }) {
    const format = given.oneOf('format', TELEMETRY_FORMATS);
    if (given.positionals.length === 0)
      throw new UsageError('Name at least one file, or - for standard input.');
    const site = given.text('site');
    const totals: Totals = { accepted: 0, duplicates: 0, quarantined: 0, problems: [] };
    const connection = await parts.connect({ file, user: null, progress: output.tell });
    try {
      const mapping = await mappingOf(given.text('map'), connection);
      for (const name of given.positionals) {
        const bytes = name === '-' ? readTelemetry(parts.input()) : readTelemetry(name);
        const device = given.text('device') ?? null;
        const source =
          mapping === null
            ? await sourceOf(name, bytes, format, device, parts)
            : { chunks: parts.records(bytes, { name, kind: 'table', mapping, device }), format: undefined };
        await ingestFile(connection, { name, site, ...source }, totals, output);
      }
    } finally {
      await connection.close();
    }
    return report(totals, output);
  },
};

type Source = {
  readonly name: string;
  readonly chunks: AsyncIterable<RecordLines>;
  readonly site: string | undefined;
  readonly format: RecordFormat | undefined;
};

/** How a file is read: as the person says, else as its first bytes do. Throws Failure for one that is no telemetry. */
async function sourceOf(
  name: string,
  all: AsyncIterable<Buffer>,
  format: TelemetryFormat | undefined,
  device: string | null,
  { records }: CliParts,
): Promise<Pick<Source, 'chunks' | 'format'>> {
  const { head, bytes } = await peeked(all);
  const kind = format ?? telemetryKindOf(name, head);
  if (kind === 'gpx' || kind === 'traccar_csv')
    return { chunks: records(bytes, { name, kind, mapping: null, device }), format: undefined };
  return { chunks: lineChunks(documentAsLines(bytes)), format: format === undefined ? undefined : kind };
}

/** `ndjson` also for what nobody recognises: each of its lines is told, and kept in quarantine. */
function telemetryKindOf(name: string, head: Buffer): TelemetryFormat {
  const { kind, family, sure } = recogniseBytes(name, head);
  const fail = (message: string) => new Failure({ code: 'invalid-file', message: `${name} ${message}` });
  if (family === 'configuration' && sure) throw fail('holds configuration: use vigil import.');
  if (kind === 'table')
    throw fail('is a table: say with --map how its columns become telemetry (vigil mappings).');
  return kind === 'gpx' || kind === 'traccar_csv' ? kind : 'ndjson';
}

async function ingestFile(
  connection: Connection,
  { name, chunks: texts, site, format }: Source,
  totals: Totals,
  output: Output,
): Promise<void> {
  let chunks = 0;
  for await (const { text, first_line, at, table } of texts) {
    const file = name === '-' ? 'standard input' : name;
    const input = {
      file,
      first_line,
      text,
      ...(site === undefined ? {} : { site }),
      ...(format === undefined ? {} : { format }),
      ...(at === undefined ? {} : { at }),
    };
    const reply = await connection.call('telemetry.ingest', input);
    if (!reply.ok) throw new Failure(reply.fault);
    totals.accepted += reply.value.accepted;
    totals.duplicates += reply.value.duplicates;
    totals.quarantined += reply.value.quarantined;
    const room = MOST_PROBLEMS - totals.problems.length;
    const problems = inCells(reply.value.problems.slice(0, Math.max(0, room)), table);
    totals.problems.push(...problems);
    chunks += 1;
    if (chunks % PROGRESS_EVERY === 0) output.tell(`${file}: ${counted(totals)}`);
  }
}

/** A mapping by the name under which it was saved, or in a JSON file. */
async function mappingOf(named: string | undefined, connection: Connection): Promise<unknown> {
  if (named === undefined) return null;
  if (named.endsWith('.json')) return readMapping(named);
  const reply = await connection.call('mappings.list', {});
  if (!reply.ok) throw new Failure(reply.fault);
  const found = reply.value.find(({ mapping }) => mapping.name === named);
  if (found !== undefined) return found.mapping;
  const known = reply.value.map(({ mapping }) => mapping.name).join(', ') || 'none is saved';
  throw new Failure({ code: 'not-found', message: `There is no mapping ${named}: ${known}.` });
}

const counted = ({ accepted, duplicates, quarantined }: Totals): string =>
  `${accepted} accepted, ${duplicates} duplicates, ${quarantined} quarantined`;

/** What is quarantined is kept, so that is no failure; a file of which nothing was telemetry is one. */
function report(totals: Totals, output: Output): ExitCode {
  for (const line of problemLines(totals.problems)) output.tell(line);
  const { problems, ...counts } = totals;
  output.result(counts, () => counted(totals));
  return problems.length > 0 && totals.accepted + totals.duplicates === 0 ? FAILED : DONE;
}
