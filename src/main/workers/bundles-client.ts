import { SYSTEM } from '#core/model/actor.ts';
import type { OpenBundle } from '#main/ports/bundle-reader.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { OpenSealing } from '#main/services/bundles/sealing.ts';
import { Refused } from '#main/services/handlers.ts';
import type { SealerSettings } from './bundles.ts';
import { createThread, type Loss } from './thread.ts';

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
const LIMITS = { maxOldGenerationSizeMb: 512 };
const WITHIN_MS = 30_000;

export type BundleThreadParts = {
  /** The thread's file. */
  readonly file: URL;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

/** One thread for one file: 512 MB and 30 s without an answer, then it is ended and the file refused. */
function startThread(parts: BundleThreadParts, settings: SealerSettings | null) {
  let loss: Loss | null = null;
  const thread = createThread({
    ...parts,
    ...{ name: 'bundles', settings, limits: LIMITS, hungAfterMs: WITHIN_MS },
    onLost: (lost) => {
      loss = lost;
    },
  });
  const ask =
    <Input extends readonly unknown[], Output>(name: string) =>
    async (...input: Input): Promise<Output> => {
      try {
        // Safe: the thread answers with what the function of the same name returned.
        return (await thread.call(name, input, CALLER)) as Output;
      } catch (error) {
        throw loss === null ? error : tooMuch(loss, settings === null ? 'Reading' : 'Sealing');
      }
    };
  return { ask, close: () => void thread.kill(1_000) };
}

/** Reads bundles in threads, one for each file until it is read or let go. */
export const createBundleReader =
  (parts: BundleThreadParts): OpenBundle =>
  () => {
    const { ask, close } = startThread(parts, null);
    return { take: ask('take'), verify: ask('verify'), text: ask('text'), bytes: ask('bytes'), close };
  };

/** Seals bundles with this installation's key in threads, one for each file until it is read or let go. */
export const createBundleSealer =
  (parts: BundleThreadParts, settings: SealerSettings): OpenSealing =>
  () => {
    const { ask, close } = startThread(parts, settings);
    return {
      ...{ ready: ask('ready'), finding: ask('finding'), take: ask('take'), brought: ask('brought') },
      ...{ folder: ask('folder'), piece: ask('piece'), close },
    };
  };

function tooMuch({ why, message }: Loss, doing: string): Refused {
  if (why === 'hung')
    return new Refused('invalid-file', `${doing} the file took longer than ${WITHIN_MS / 1_000} s.`);
  if (why === 'ended')
    return new Refused(
      'invalid-file',
      `${doing} the file needed more than ${LIMITS.maxOldGenerationSizeMb} MB of memory.`,
    );
  return new Refused('unavailable', `${doing} the file cannot begin: ${message}`);
}
