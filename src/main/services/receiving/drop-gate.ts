import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import type { DropEntry } from '#main/ports/drop-folder.ts';
import type { Timers, Undo } from '#main/ports/time.ts';
import type { DropParts } from './drop-part.ts';
import { createTakeFile } from './take-file.ts';

/** The folder is looked at this often. */
const LOOK_EVERY = SECOND;
/** A file is taken when neither its size nor its time changed for this long, ms. */
const STABLE_FOR = 2 * SECOND;
/** A file that was taken is watched for so long: whoever writes slowly may not have finished. */
const WATCHED_FOR = 3_600 * SECOND;

export type DropGateParts = DropParts & { readonly timers: Timers };
export type DropGate = {
  /** The file that is being read; null while there is none. */
  readonly reading: () => string | null;
  /** Stops after the chunk that is under way. */
  readonly close: () => Promise<void>;
};

type Seen = { readonly size: number; readonly mtime: EpochMs; readonly since: number };
type Taken = { readonly as: string; readonly size: number; readonly at: number };

/** Takes files out of a folder, one after the other, once nobody writes to them any more. */
export function watchDropFolder(parts: DropGateParts): DropGate {
  const { folder, clock, timers, log } = parts;
  const takeFile = createTakeFile(parts, () => closed);
  const seen = new Map<string, Seen>();
  const taken = new Map<string, Taken>();
  let closed = false;
  let reading: string | null = null;
  let turn: Promise<void> | null = null;
  let failing = false;

  const isReady = ({ name, size, mtime }: DropEntry): boolean => {
    const before = seen.get(name);
    const now = clock.monotonic();
    if (before?.size === size && before.mtime === mtime) return now - before.since >= STABLE_FOR;
    seen.set(name, { size, mtime, since: now });
    return false;
  };
  const takeBack = () => {
    for (const [name, { as, size, at }] of taken) {
      if (folder.takeBackGrown(name, as, size) || clock.monotonic() - at > WATCHED_FOR) taken.delete(name);
    }
  };
  const take = async (entry: DropEntry) => {
    reading = entry.name;
    const end = await takeFile(entry);
    reading = null;
    if (end === 'LATER') return;
    seen.delete(entry.name);
    if (end.state === 'DONE') taken.set(entry.name, { as: end.as, size: entry.size, at: clock.monotonic() });
  };
  const look = async () => {
    takeBack();
    const entries = folder.list();
    const names = new Set(entries.map(({ name }) => name));
    for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    for (const entry of entries) if (!closed && isReady(entry)) await take(entry);
    failing = false;
  };
  const begin = () => {
    turn ??= look()
      .catch((error) => {
        if (!failing) log.error('the drop folder cannot be read', { error });
        failing = true;
      })
      .finally(() => {
        reading = null;
        turn = null;
      });
  };
  const stop: Undo = timers.every(LOOK_EVERY, begin);
  return {
    reading: () => reading,
    async close() {
      closed = true;
      stop();
      await turn;
    },
  };
}
