import type { Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { NO_SITE } from '#core/telemetry/foreign/sent.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Placer } from './placer.ts';
import { type ReadLines, readLines, wallInstant } from './read-lines.ts';

export type ReadingWorld = {
  readonly fleet: () => Fleet;
  readonly placer: Placer;
  readonly clock: Pick<Clock, 'now'>;
};

/** The lines of `telemetry.ingest` as events at their sites, one for each that was sent; nothing is written. */
export function readTold(
  { fleet, placer, clock }: ReadingWorld,
  { file, first_line, text, site, format, at }: Parsed<'telemetry.ingest'>,
): { readonly read: ReadLines; readonly events: readonly TelemetryEvent[] } {
  // Of a file whose devices nobody knows the site is the one that the person says, and so is its zone.
  const siteOf = (named: string) => (named === NO_SITE && site !== undefined ? site : named);
  const instantOf = (wall: EpochMs, named: string) => {
    const timezone = fleet().byCode.get(siteOf(named))?.timezone;
    return timezone === undefined ? null : wallInstant(wall, timezone);
  };
  const read = readLines(text, first_line, {
    file,
    format: format ?? null,
    ...(site === undefined ? {} : { site }),
    ...(at === undefined ? {} : { at }),
    context: { instantOf, at: clock.now() },
  });
  const events = read.sent.map((sent) => {
    const event = placer(sent, null);
    return event.site === NO_SITE ? { ...event, site: siteOf(event.site) } : event;
  });
  return { read, events };
}
