import type { Parsed } from '#contract/index.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type ReadLines, readLines, wallInstant } from '../telemetry/read-lines.ts';
import type { ImportParts } from './parts.ts';

/** The lines as `telemetry.ingest` reads and places them. */
export function readTold(
  { fleet, placer, clock }: Pick<ImportParts, 'fleet' | 'placer' | 'clock'>,
  { file, first_line, text, site, format }: Parsed<'telemetry.ingest'>,
): { readonly read: ReadLines; readonly events: readonly TelemetryEvent[] } {
  const read = readLines(text, first_line, {
    file,
    format: format ?? null,
    ...(site === undefined ? {} : { site }),
    context: {
      at: clock.now(),
      instantOf(wall, code) {
        const timezone = fleet().byCode.get(code)?.timezone;
        return timezone === undefined ? null : wallInstant(wall, timezone);
      },
    },
  });
  return { read, events: read.sent.map((sent) => placer(sent, null)) };
}
