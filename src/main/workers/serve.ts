import { parentPort } from 'node:worker_threads';
import type { EventName } from '#contract/index.ts';
import type { Log } from '#main/ports/log.ts';
import { faultOf } from '#main/services/fault.ts';
import { type Caller, Refused } from '#main/services/handlers.ts';
import { BEAT_EVERY_MS, crashOf, type FromThread, type Outcome, type ToThread } from './protocol.ts';

/** The loop of a thread is looked at so often. */
const RESOLUTION_MS = 50;

/** What runs inside a thread. */
export type Service = {
  readonly call: (name: string, input: unknown, caller: Caller) => unknown;
  readonly tell: (topic: string, value: unknown) => void;
  /** Hears, with each beat, the longest time since the last one in which the thread gave nobody a turn, ms. */
  readonly stood?: (ms: number) => void;
  /** Ends everything that it started; the thread then ends by itself. */
  readonly stop: (planned: boolean) => void | Promise<void>;
};
/** What a service may say without being asked. */
export type Outlet = {
  readonly emit: (event: EventName, payload: unknown) => void;
  readonly tell: (topic: string, value: unknown) => void;
  readonly log: Log;
  /** Says that it cannot go on: it is ended, and another begins anew. */
  readonly giveUp: (error: unknown) => void;
};

/** Runs `open` and then serves the shell until it says stop. A thread that cannot open says why and ends. */
export async function serveThread(open: (outlet: Outlet) => Service | Promise<Service>): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This file runs as a worker thread only.');
  const post = (message: FromThread) => port.postMessage(message);
  const service = await opened(open, post);
  if (service === null) return port.close();
  const turns = createTurns();
  const looking = service.stood === undefined ? undefined : setInterval(turns.look, RESOLUTION_MS);
  const beat = setInterval(() => {
    post({ kind: 'beat' });
    service.stood?.(turns.longest());
  }, BEAT_EVERY_MS);

  port.on('message', async (message: ToThread) => {
    if (message.kind === 'call') {
      post({ kind: 'reply', id: message.id, outcome: await outcomeOf(service, message) });
    } else if (message.kind === 'tell') {
      service.tell(message.topic, message.value);
    } else {
      clearInterval(beat);
      clearInterval(looking);
      await service.stop(message.planned);
      port.close();
    }
  });
  post({ kind: 'ready' });
}

/**
 * The longest time between two turns. Node's own histogram of delays forgets when its last turn was with every reset, and so
 * misses a standstill after which the beat comes first.
 */
function createTurns(): { readonly look: () => void; readonly longest: () => number } {
  let last = performance.now();
  let most = 0;
  const look = () => {
    const now = performance.now();
    most = Math.max(most, now - last - RESOLUTION_MS);
    last = now;
  };
  return {
    look,
    /** ms, since it was asked last. */
    longest() {
      look();
      const longest = most;
      most = 0;
      return longest;
    },
  };
}

async function opened(
  open: (outlet: Outlet) => Service | Promise<Service>,
  post: (message: FromThread) => void,
): Promise<Service | null> {
  try {
    return await open({
      emit: (event, payload) => post({ kind: 'event', event, payload }),
      tell: (topic, value) => post({ kind: 'tell', topic, value }),
      log: createPostedLog(post),
      giveUp: (error) => post({ kind: 'failed', error: crashOf(error) }),
    });
  } catch (error) {
    post({ kind: 'unable', error: crashOf(error) });
    return null;
  }
}

async function outcomeOf(
  service: Service,
  { name, input, caller }: Extract<ToThread, { kind: 'call' }>,
): Promise<Outcome> {
  try {
    return { ok: true, value: await service.call(name, input, caller) };
  } catch (error) {
    return error instanceof Refused
      ? { ok: false, fault: faultOf(error) }
      : { ok: false, error: crashOf(error) };
  }
}

/** The shell owns the one log file; threads post to it. Errors become plain data, which cloning would not keep whole. */
function createPostedLog(post: (message: FromThread) => void): Log {
  const tell =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (message, fields) =>
      post({ kind: 'log', level, message, fields: fields === undefined ? undefined : cloneable(fields) });
  return { info: tell('info'), warn: tell('warn'), error: tell('error') };
}

const cloneable = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? crashOf(value) : value]),
  );
