import { MINUTE } from '#core/model/time.ts';
import type { DropEntry, DropFolder } from '#main/ports/drop-folder.ts';
import { DropUnreadable } from '#main/ports/drop-folder.ts';
import type { Log } from '#main/ports/log.ts';
import type { TelemetryFiles } from '#main/ports/telemetry-files.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { fileFamily } from '../telemetry/ingest-lines.ts';
import type { ReadLines } from '../telemetry/read-lines.ts';
import { parcelOfFile } from './consign.ts';
import { deliver } from './deliver.ts';
import type { Desk, DropProgress, Zone } from './link.ts';

/** What is not whole yet is waited for, for so long after the file was changed last. */
const PATIENCE = MINUTE;

export type DropParts = {
  readonly folder: DropFolder;
  /** Reads what is no lines of records, in a thread that can be ended. */
  readonly files: TelemetryFiles;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly timers: Pick<Timers, 'after'>;
  readonly log: Log;
  readonly zones: () => ReadonlyMap<string, Zone>;
};

/** How a reading ended. LATER: it goes on, or begins again, at another look. */
export type ReadTo = 'END' | 'LATER' | 'NO_TELEMETRY';

/** Whether somebody may not have finished writing to it. */
export const isStillWritten = ({ mtime }: DropEntry, clock: Pick<Clock, 'now'>): boolean =>
  clock.now() - mtime < PATIENCE;

/** Hands a part of a file over, with how far it is read behind it. Throws DropUnreadable for what cannot be stored. */
export async function handOver(
  read: ReadLines,
  { name, size, mtime }: DropEntry,
  progress: Omit<DropProgress, keyof DropEntry>,
  parts: DropParts,
  isClosed: () => boolean,
): Promise<'TAKEN' | 'CLOSED'> {
  const sender = { source: fileFamily(name), tenant: null };
  const delivered = await deliver(
    parcelOfFile(read, sender, name, { name, size, mtime, ...progress }),
    parts,
    isClosed,
  );
  if (delivered === 'UNSTORABLE')
    throw new DropUnreadable('Part of it could not be stored; the log says why.');
  return delivered;
}
