import type { Fault } from '#contract/reply.ts';
import type { TelemetryKind } from '#core/model/file-kind.ts';
import type { ColumnMapping } from '#core/telemetry/mapping/column-mapping.ts';
import type { TableRows } from '#core/telemetry/table-rows.ts';

/** A telemetry file, and what was said of it. */
export type TelemetryFile = {
  readonly name: string;
  readonly kind: TelemetryKind;
  /** Of a `table`: what its columns mean. */
  readonly mapping: ColumnMapping | null;
  /** Whose positions a track holds that does not say so. */
  readonly device: string | null;
};

/** Whole lines of records. `first_line` counts from 1; `at`: where each of them stood in a file that is no lines of records. */
export type RecordLines = {
  readonly text: string;
  readonly first_line: number;
  readonly at?: [line: number, column: number][];
  /** The rows of a table that they were made of. */
  readonly table?: TableRows;
};

/** A row of a table with the line on which it begins. */
export type TableCells = { readonly line: number; readonly cells: readonly string[] };

/** What was made of a piece. `refused`: behind these lines the file ends to be what it was. */
export type ReadPiece = { readonly lines: readonly RecordLines[]; readonly refused: Fault | null };

/** One file that is being read, piece by piece. */
export type TelemetryReader = {
  /** Rejects with Refused where reading takes too long or too much memory. */
  readonly take: (piece: string, last: boolean) => Promise<ReadPiece>;
  /** Lets go of it, wherever it is. */
  readonly close: () => void;
};

/** The way from files that nobody vouches for to records. An implementation may work in a thread of its own that can be ended. */
export type TelemetryFiles = {
  readonly open: (file: TelemetryFile) => TelemetryReader;
  /** The rows of the beginning of a table, the header first; what cannot be read any more is left out. */
  readonly rows: (text: string) => Promise<readonly TableCells[]>;
};
