import type { Fleet } from '#core/config/fleet.ts';
import type { EpochMs } from '#core/model/time.ts';
import { eventLine } from '#core/telemetry/event-line.ts';
import { NO_SITE } from '#core/telemetry/foreign/sent.ts';
import type { Clock } from '#main/ports/time.ts';
import type { CommandHandlers } from '../handlers.ts';
import type { Origin } from './batch.ts';
import type { Intake } from './intake.ts';
import type { Placer } from './placer.ts';
import { type ReadLines, readLines, wallInstant, whereOf } from './read-lines.ts';

/** As many problems are told of one chunk; all lines are in the quarantine list. */
const MOST_PROBLEMS = 100;

export type LineIngestWorld = {
  readonly intake: Intake;
  readonly fleet: () => Fleet;
  readonly placer: Placer;
  readonly clock: Pick<Clock, 'now'>;
};

/** Handles `telemetry.ingest`: one chunk of whole lines, each a record. What cannot be read goes to quarantine and is told. */
export function createLineIngest({
  intake,
  fleet,
  placer,
  clock,
}: LineIngestWorld): CommandHandlers['telemetry.ingest'] {
  const instantOf = (wall: EpochMs, site: string) => {
    const timezone = fleet().byCode.get(site)?.timezone;
    return timezone === undefined ? null : wallInstant(wall, timezone);
  };
  return ({ file, first_line, text, site, source, format, at }) => {
    // Of a file whose devices nobody knows the site is the one that the person says, and so is its zone.
    const siteOf = (named: string) => (named === NO_SITE && site !== undefined ? site : named);
    const read = readLines(text, first_line, {
      file,
      format: format ?? null,
      ...(site === undefined ? {} : { site }),
      ...(at === undefined ? {} : { at }),
      context: { instantOf: (wall, named) => instantOf(wall, siteOf(named)), at: clock.now() },
    });
    const sender = { source: source ?? fileFamily(file), tenant: null };
    intake.refuse(read.unreadable, sender);
    const { accepted, duplicates, quarantined } = intake.accept(
      read.sent.map((sent) => {
        const event = placer(sent, null);
        return event.site === NO_SITE ? { ...event, site: siteOf(event.site) } : event;
      }),
      {
        stamp: 'none',
        source: sender.source,
        originOf: (index) => originOf(file, read, index),
      },
    );
    return {
      accepted,
      duplicates,
      quarantined: quarantined + read.unreadable.length,
      problems: read.problems.slice(0, MOST_PROBLEMS),
    };
  };
}

/** One line of a foreign format may send several events, and the quarantine keeps the same line once. */
function originOf(file: string, { sent, lines }: ReadLines, index: number): Origin {
  const line = lines[index];
  const event = sent[index]?.event;
  if (line === undefined || event === undefined) return { raw: '', place: null };
  const alone = lines[index - 1] !== line && lines[index + 1] !== line;
  return { raw: alone ? line.text : eventLine(event), place: `${file}, ${whereOf(line)}` };
}

/** `file:` and the file's name without folders, endings and the numbers at its end: the family of a daily export. */
export function fileFamily(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  const stem = name.replace(/\.gz$/i, '').replace(/\.[A-Za-z]+$/, '');
  return `file:${stem.replace(/[\d._:T-]+$/, '') || stem || 'unnamed'}`;
}
