import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { EventName } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { type Caller, Refused } from '#main/services/handlers.ts';
import { createWatch } from '#main/services/shell/watch.ts';
import { createPending } from './pending.ts';
import { BEAT_EVERY_MS, type FromThread, HUNG_AFTER_MS, type ToThread } from './protocol.ts';
import { within } from './within.ts';

/** Why a thread is gone: it could not start, it stopped answering, it ended without being asked to, or it said that it cannot go on. */
export type Loss = {
  readonly why: 'unable' | 'hung' | 'ended' | 'failed';
  readonly message: string;
  readonly trouble: string | null;
};

export type ThreadParts = {
  readonly name: string;
  /** The file that calls `serveThread`: TypeScript in tests, JavaScript in the build. */
  readonly file: URL;
  /** Plain data that the thread finds as `workerData`. */
  readonly settings: unknown;
  readonly limits?: ResourceLimits;
  /** How long it may take to start: checking and bringing up a large file is one long step. Fifteen minutes unless given. */
  readonly startsWithinMs?: number;
  /** Silence after which it counts as hanging; more than ten seconds only for work that is one long step. */
  readonly hungAfterMs?: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly onEvent?: (event: EventName, payload: unknown) => void;
  readonly onTell?: (topic: string, value: unknown) => void;
  /** Told once at most, and never after `end` was called. */
  readonly onLost?: (loss: Loss) => void;
};
export type Thread = {
  /** Resolves when the thread serves; rejects when it could not start. */
  readonly ready: Promise<void>;
  /** Rejects with Refused for what the thread refused, and when the thread is lost. */
  readonly call: (name: string, input: unknown, caller: Caller) => Promise<unknown>;
  readonly tell: (topic: string, value?: unknown) => void;
  /** Whether it serves, and when it was heard last: once a second while its loop turns. */
  readonly life: () => { readonly alive: boolean; readonly heard_at: EpochMs | null };
  /** Asks the thread to stop and waits for it; false when it did not end in time. */
  readonly end: (planned: boolean, withinMs?: number) => Promise<boolean>;
  /** Ends the thread without asking it; false when it did not end in time, as inside a long SQL statement. */
  readonly kill: (withinMs?: number) => Promise<boolean>;
};

const STARTS_WITHIN_MS = 15 * 60_000;

/** Starts a worker thread and watches it: heartbeats, calls by id, events, and its end. */
export function createThread(parts: ThreadParts): Thread {
  const { timers, name, hungAfterMs = HUNG_AFTER_MS, startsWithinMs = STARTS_WITHIN_MS } = parts;
  const worker = startWorker(parts);
  const pending = createPending();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {}); // whoever waits for it gets the error; nobody has to
  const exited = new Promise<void>((done) => worker.once('exit', () => done()));
  let over = false;
  let heardAt: EpochMs | null = null;

  const lose = (why: Loss['why'], message: string, trouble: string | null = null) => {
    watch.stop();
    undoStart();
    const error = new Refused('unavailable', `The ${name} thread is not there: ${message}`);
    ready.reject(error);
    pending.failAll(error);
    if (over) return;
    over = true;
    parts.log.error('a thread was lost', { thread: name, why, message, trouble });
    parts.onLost?.({ why, message, trouble });
  };
  const watch = createWatch({
    clock: parts.clock,
    timers,
    everyMs: BEAT_EVERY_MS,
    hungAfterMs,
    hung: () => lose('hung', `no sign of life for ${hungAfterMs / 1_000} s`),
  });

  const undoStart = timers.after(startsWithinMs, () =>
    lose('hung', `it did not start within ${startsWithinMs / 1_000} s`),
  );

  worker.on('message', (message: FromThread) => {
    watch.heard();
    heardAt = parts.clock.now();
    if (message.kind === 'reply') pending.settle(message.id, message.outcome);
    else if (message.kind === 'unable' || message.kind === 'failed')
      lose(message.kind, message.error.message, message.error.trouble);
    else if (message.kind === 'ready') {
      undoStart();
      watch.start();
      ready.resolve();
    } else pass(parts, message);
  });
  worker.on('error', (error) => lose('ended', error.message));
  worker.once('exit', (code) => lose('ended', `it ended with ${code}`));

  const post = (message: ToThread) => worker.postMessage(message);
  // `terminate` waits for a running SQL statement, so it is given only so long (DECISIONS 26).
  const kill = (withinMs = HUNG_AFTER_MS) => {
    over = true;
    return within(timers, withinMs, worker.terminate());
  };
  return {
    ready: ready.promise,
    call(method, input, caller) {
      if (over) return Promise.reject(new Refused('unavailable', `The ${name} thread is not there.`));
      const { id, answer } = pending.add();
      post({ kind: 'call', id, name: method, input, caller });
      return answer;
    },
    tell: (topic, value) => post({ kind: 'tell', topic, value }),
    life: () => ({ alive: !over && heardAt !== null, heard_at: heardAt }),
    async end(planned, withinMs = HUNG_AFTER_MS) {
      over = true;
      post({ kind: 'stop', planned });
      return (await within(timers, withinMs, exited)) || kill(withinMs);
    },
    kill,
  };
}

const startWorker = ({ file, name, settings, limits }: ThreadParts) =>
  new Worker(file, {
    name,
    workerData: settings,
    ...(limits === undefined ? {} : { resourceLimits: limits }),
  });

/** Hands on what a thread says without being asked. */
function pass(parts: ThreadParts, message: FromThread): void {
  if (message.kind === 'event') parts.onEvent?.(message.event, message.payload);
  else if (message.kind === 'tell') parts.onTell?.(message.topic, message.value);
  else if (message.kind === 'log')
    parts.log[message.level](message.message, { thread: parts.name, ...message.fields });
}
