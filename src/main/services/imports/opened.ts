import type { TelemetryFile } from '#contract/imports.ts';
import type { TelemetryKind } from '#core/model/file-kind.ts';
import { RECORD_FORMATS, type RecordFormat } from '#core/model/record-format.ts';
import type { TelemetryFiles, TelemetryReader } from '#main/ports/telemetry-files.ts';
import { checked } from '../mappings/commands.ts';

/** The format of the records that a file of this kind holds; null: each says so itself. */
export const recordFormat = (kind: TelemetryKind): RecordFormat | null =>
  RECORD_FORMATS.find((format) => format === kind) ?? null;

/** Begins to read a file. Throws Refused with everything that is wrong with its mapping. */
export const openFile = (
  files: TelemetryFiles,
  { name, kind, mapping, device }: TelemetryFile,
): TelemetryReader =>
  files.open({
    name,
    kind,
    mapping: mapping === undefined ? null : checked(mapping),
    device: device ?? null,
  });
