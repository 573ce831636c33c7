import { SYSTEM } from '#core/model/actor.ts';
import type { Log } from '#main/ports/log.ts';
import type { PrintReport } from '#main/ports/print-report.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { Refused } from '#main/services/handlers.ts';
import { createThread, type Loss } from './thread.ts';

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
const LIMITS = { maxOldGenerationSizeMb: 256 };
const WITHIN_MS = 30_000;

export type PrinterParts = {
  /** The thread's file. */
  readonly file: URL;
  /** Folder of what the program ships. */
  readonly resources: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

/** Prints reports, each in a thread of its own. */
export const createPrinter =
  (parts: PrinterParts): PrintReport =>
  async (...input) => {
    let loss: Loss | null = null;
    const thread = createThread({
      ...parts,
      ...{ name: 'printer', settings: parts.resources, limits: LIMITS, hungAfterMs: WITHIN_MS },
      onLost: (lost) => {
        loss = lost;
      },
    });
    try {
      // Safe: the thread answers with the bytes alone.
      return (await thread.call('print', input, CALLER)) as Uint8Array;
    } catch (error) {
      throw loss === null ? error : new Refused('unavailable', 'The report is too large to be printed.');
    } finally {
      void thread.end(true, 1_000);
    }
  };
