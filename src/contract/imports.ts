import { z } from 'zod';
import { EVENT_TYPES } from '#core/model/event.ts';
import { CALENDAR_USES, CONFIGURATION_KINDS, FILE_KINDS, TELEMETRY_KINDS } from '#core/model/file-kind.ts';
import { ConfigurationDiff } from './configuration.ts';
import { IngestCounts } from './engine.ts';
import { Problem } from './reply.ts';

/** How the bytes of a file are written; `other` is none that Vigil reads. */
export const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16', 'other'] as const;

/** What a file was recognised as. */
export const RecognisedFile = z.object({
  name: z.string(),
  kind: z.enum(FILE_KINDS),
  /** `configuration` goes to `configuration.import`, `telemetry` to `telemetry.ingest`. */
  family: z.enum(['configuration', 'telemetry', 'unknown']),
  /** False: only the name says so, and a person should look. */
  sure: z.boolean(),
  compressed: z.boolean(),
  encoding: z.enum(ENCODINGS),
  /** The header of a CSV and what is between its cells; null for everything else. */
  columns: z.array(z.string()).nullable(),
  delimiter: z.string().nullable(),
});
export type RecognisedFile = z.output<typeof RecognisedFile>;

/** The longest piece of a file that crosses at once, in characters: within a frame of the page even when each of them is escaped. */
export const LONGEST_PIECE = 128 * 1024;
/** Pieces of a configuration file of the largest size. */
const MOST_PIECES = 257;

/** One import of one screen, named by it. */
const importId = z.uuid();
const fileNumber = z.number().int().min(0).max(99);
const code = z.string().min(1).max(64);
const fileName = z.string().min(1).max(500);

/** A telemetry file and what a person says of it that it does not say itself. */
const TelemetryFile = z.object({
  name: fileName,
  kind: z.enum(TELEMETRY_KINDS),
  /** How the columns of a `table` become events. */
  mapping: z.record(z.string(), z.unknown()).optional(),
  /** The site of records that name none. */
  site: code.optional(),
  /** Whose positions a track holds that does not say so. */
  device: code.optional(),
});
export type TelemetryFile = z.output<typeof TelemetryFile>;

/** One record of the beginning of a file, as it stands there and as the event that it becomes. */
const SampleRow = z.object({
  line: z.number().int(),
  /** The cells of a table; null for everything else. */
  cells: z.array(z.string()).nullable(),
  events: z.array(
    z.object({
      type: z.enum(EVENT_TYPES),
      site: z.string(),
      at: z.number().int(),
      /** False: nothing is known of the site, and the line would go to quarantine. */
      known: z.boolean(),
      /** Everything else that it says: `person G-7`. */
      fields: z.array(z.object({ field: z.string(), value: z.string() })),
    }),
  ),
  problems: z.array(Problem),
});
export type SampleRow = z.output<typeof SampleRow>;

export const ImportSample = z.object({
  columns: z.array(z.string()).nullable(),
  rows: z.array(SampleRow),
  /** A mapping that fits the names of the columns and what stands in them, to begin with; null where there is none. */
  suggestion: z.record(z.string(), z.unknown()).nullable(),
  /** What is wrong with the mapping, each at its field. */
  problems: z.array(Problem),
});
export type ImportSample = z.output<typeof ImportSample>;

export const FeedCounts = IngestCounts.extend({
  /** Sites of these records that nobody has configured, with how many name them. */
  unknown: z.array(z.object({ site: z.string(), lines: z.number().int() })),
});
export type FeedCounts = z.output<typeof FeedCounts>;

export const importMethods = {
  /** Says of each file what it is, by its name and its first bytes (base64, at most 16 KB, compressed as they are). */
  'imports.recognise': {
    kind: 'query',
    input: z.object({
      files: z
        .array(z.object({ name: z.string().min(1).max(500), head: z.base64().max(24 * 1024) }))
        .min(1)
        .max(100),
    }),
    output: z.array(RecognisedFile),
  },
  /** Puts a piece of a configuration file aside until the import is done or given up; the same piece again replaces it. */
  'imports.put': {
    kind: 'command',
    input: z.object({
      import: importId,
      file: fileNumber,
      piece: z
        .number()
        .int()
        .min(0)
        .max(MOST_PIECES - 1),
      text: z.string().max(LONGEST_PIECE),
    }),
    output: z.object({}),
  },
  /** `configuration.import` of files that were put aside. */
  'imports.configuration': {
    kind: 'command',
    input: z.object({
      import: importId,
      files: z
        .array(
          z.object({
            file: fileNumber,
            pieces: z.number().int().min(1).max(MOST_PIECES),
            name: fileName,
            kind: z.enum(CONFIGURATION_KINDS).optional(),
            site: code.optional(),
            person: code.optional(),
            use: z.enum(CALENDAR_USES).optional(),
          }),
        )
        .min(1)
        .max(100),
      dry_run: z.boolean().default(true),
      deactivate_missing: z.boolean().default(false),
    }),
    output: ConfigurationDiff,
  },
  /** What the first records of a telemetry file become. Writes nothing; `text` is its beginning, in whole lines. */
  'imports.sample': {
    kind: 'command',
    input: z.object({ file: TelemetryFile, text: z.string().max(LONGEST_PIECE) }),
    output: ImportSample,
  },
  /**
   * The next piece of a telemetry file, cut wherever it may be; all of one file in order, 0 begins it anew. What was taken in is on
   * disk when this answers. In a dry run it is only read.
   */
  'imports.feed': {
    kind: 'command',
    input: z.object({
      import: importId,
      file: TelemetryFile,
      piece: z.number().int().min(0),
      text: z.string().max(LONGEST_PIECE),
      last: z.boolean(),
      dry_run: z.boolean(),
    }),
    output: FeedCounts,
  },
  /** Forgets what was put aside and what is being read. What was imported stays. */
  'imports.end': { kind: 'command', input: z.object({ import: importId }), output: z.object({}) },
} as const;
