import { eventLine } from '#core/telemetry/event-line.ts';
import type { CommandHandlers } from '../handlers.ts';
import type { Origin } from './batch.ts';
import type { Intake } from './intake.ts';
import { type ReadLines, whereOf } from './read-lines.ts';
import { type ReadingWorld, readTold } from './read-told.ts';

/** As many problems are told of one chunk; all lines are in the quarantine list. */
const MOST_PROBLEMS = 100;

export type LineIngestWorld = ReadingWorld & { readonly intake: Intake };

/** Handles `telemetry.ingest`: one chunk of whole lines, each a record. What cannot be read goes to quarantine and is told. */
export function createLineIngest({ intake, ...world }: LineIngestWorld): CommandHandlers['telemetry.ingest'] {
  return (input) => {
    const { file, source } = input;
    const { read, events } = readTold(world, input);
    const sender = { source: source ?? fileFamily(file), tenant: null };
    intake.refuse(read.unreadable, sender);
    const { accepted, duplicates, quarantined } = intake.accept(events, {
      stamp: 'none',
      source: sender.source,
      originOf: (index) => originOf(file, read, index),
    });
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
