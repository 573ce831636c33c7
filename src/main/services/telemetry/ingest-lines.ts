import type { Fleet } from '#core/config/fleet.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Clock } from '#main/ports/time.ts';
import type { CommandHandlers } from '../handlers.ts';
import type { Intake } from './intake.ts';
import type { Placer } from './placer.ts';
import { readLines, wallInstant } from './read-lines.ts';

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
  return ({ file, first_line, text, site, source, format }) => {
    const read = readLines(text, first_line, {
      file,
      format: format ?? null,
      ...(site === undefined ? {} : { site }),
      context: { instantOf, at: clock.now() },
    });
    intake.refuse(read.unreadable);
    const { accepted, duplicates, quarantined } = intake.accept(
      read.sent.map((sent) => placer(sent, null)),
      {
        stamp: 'none',
        source: source ?? fileFamily(file),
        originOf: (index) => read.origins[index] ?? { raw: '', place: null },
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

/** `file:` and the file's name without folders, endings and the numbers at its end: the family of a daily export. */
export function fileFamily(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  const stem = name.replace(/\.gz$/i, '').replace(/\.[A-Za-z]+$/, '');
  return `file:${stem.replace(/[\d._:T-]+$/, '') || stem || 'unnamed'}`;
}
