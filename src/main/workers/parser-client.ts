import { SYSTEM } from '#core/model/actor.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { TelemetryFiles } from '#main/ports/telemetry-files.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { Refused } from '#main/services/handlers.ts';
import { createThread, type Loss } from './thread.ts';

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
/** DECISIONS 37. Of new objects it has the room of the engine's thread (crew.ts): by itself V8 lets a hundred megabytes of them pile up (ADR 0072). */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 };
const WITHIN_MS = 60_000;

export type ParserParts = {
  readonly file: URL;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

/** One thread that reads files: 512 MB and 60 s without an answer, then it is ended and the file refused. */
function startParser(parts: ParserParts) {
  let loss: Loss | null = null;
  const thread = createThread({
    ...parts,
    name: 'parser',
    settings: null,
    limits: LIMITS,
    hungAfterMs: WITHIN_MS,
    onLost: (lost) => {
      loss = lost;
    },
  });
  return {
    async ask(name: string, input: readonly unknown[]): Promise<unknown> {
      try {
        return await thread.call(name, input, CALLER);
      } catch (error) {
        throw loss === null ? error : tooMuch(loss);
      }
    },
    end: () => void thread.end(true, 1_000),
  };
}

/** Reads configuration files in a thread of its own, one for each question. */
export function createParser(parts: ParserParts): ConfigurationFiles {
  const ask = askOnce(parts);
  return {
    // Safe: the thread answers with what the same function of adapters/files returned.
    parse: (...input) => ask('parse', input) as ReturnType<ConfigurationFiles['parse']>,
    locate: (...input) => ask('locate', input) as ReturnType<ConfigurationFiles['locate']>,
  };
}

/** Reads telemetry files in threads, one for each file until it is read or let go. */
export function createTelemetryParser(parts: ParserParts): TelemetryFiles {
  const ask = askOnce(parts);
  return {
    open(file) {
      const { ask: next, end } = startParser(parts);
      return {
        // Safe: the thread answers with what the reader of the same name returned.
        take: (piece, last) =>
          next('take', [file, piece, last]) as ReturnType<ReturnType<TelemetryFiles['open']>['take']>,
        close: end,
      };
    },
    rows: (text) => ask('rows', [text]) as ReturnType<TelemetryFiles['rows']>,
  };
}

const askOnce = (parts: ParserParts) => async (name: string, input: readonly unknown[]) => {
  const { ask, end } = startParser(parts);
  try {
    return await ask(name, input);
  } finally {
    end();
  }
};

const tooMuch = ({ why }: Loss): Refused =>
  new Refused(
    'invalid-file',
    why === 'hung'
      ? `Reading the files took longer than ${WITHIN_MS / 1_000} s.`
      : `Reading the files needed more than ${LIMITS.maxOldGenerationSizeMb} MB of memory.`,
  );
