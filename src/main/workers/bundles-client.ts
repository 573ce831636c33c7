import { SYSTEM } from '#core/model/actor.ts';
import type { BundleReading, OpenBundle } from '#main/ports/bundle-reader.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { Refused } from '#main/services/handlers.ts';
import { createThread, type Loss } from './thread.ts';

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
const LIMITS = { maxOldGenerationSizeMb: 512 };
const WITHIN_MS = 30_000;

export type BundleReaderParts = {
  /** The thread's file. */
  readonly file: URL;
  /** How long verifying may take, ms; half a minute unless given. */
  readonly withinMs?: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

/** Reads bundles in threads, one for each file until it is read or let go: 512 MB and 30 s without an answer, then it is ended and the file refused. */
export const createBundleReader =
  ({ withinMs = WITHIN_MS, ...parts }: BundleReaderParts): OpenBundle =>
  (): BundleReading => {
    let loss: Loss | null = null;
    const thread = createThread({
      ...parts,
      ...{ name: 'bundles', settings: null, limits: LIMITS, hungAfterMs: withinMs },
      onLost: (lost) => {
        loss = lost;
      },
    });
    const ask = async (name: string, input: unknown): Promise<unknown> => {
      try {
        return await thread.call(name, input, CALLER);
      } catch (error) {
        throw loss === null ? error : tooMuch(loss, withinMs);
      }
    };
    return {
      // Safe: the thread answers with what the function of the same name in services/bundles/reading.ts returned.
      take: (base64) => ask('take', base64) as ReturnType<BundleReading['take']>,
      verify: () => ask('verify', null) as ReturnType<BundleReading['verify']>,
      text: (piece) => ask('text', piece) as ReturnType<BundleReading['text']>,
      close: () => void thread.kill(1_000),
    };
  };

const tooMuch = ({ why }: Loss, withinMs: number): Refused =>
  new Refused(
    'invalid-file',
    why === 'hung'
      ? `Reading the file took longer than ${withinMs / 1_000} s.`
      : `Reading the file needed more than ${LIMITS.maxOldGenerationSizeMb} MB of memory.`,
  );
