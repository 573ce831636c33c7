import { existsSync } from 'node:fs';
import type { Answer, EventName } from '#contract/index.ts';
import type { ShellFacts } from '#contract/shell.ts';
import { IDLE_MINUTES } from '#core/people/sign-in.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { type Caller, Refused } from '#main/services/handlers.ts';
import { keepEngine, stateOf } from './engine-keeper.ts';
import type { EngineState, ThreadFiles, ThreadSettings } from './settings.ts';
import { createThread, type Loss, type Thread } from './thread.ts';

/** Room for what was just made, which grows to three times as much of what nobody needs: a large fleet starts in 250 MiB instead of 370. */
const ENGINE_LIMITS = { maxYoungGenerationSizeMb: 8 };

/** A question that reads the whole database gets a thread of its own, so that no other waits for it. */
const LONG_QUESTIONS: ReadonlySet<string> = new Set(['engine.verify']);
const LONG_QUESTION_MS = 30 * 60_000;
/** More readers lost than this within a minute is no accident. */
const READERS_LOST = 3;
const MINUTE_MS = 60_000;

export type CrewParts = {
  readonly files: ThreadFiles;
  readonly settings: ThreadSettings;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly onEvent: (event: EventName, payload: unknown) => void;
  readonly onRound: () => void;
  readonly onState: (state: EngineState) => void;
  /** A thread hangs and cannot be ended, or is lost again and again: only a fresh start of the whole program helps (DECISIONS 26). */
  readonly onBroken: (why: string) => void;
  /** The engine starts so much later, ms, because the program has started itself again too often; 0 for at once. */
  readonly restMs: number;
};
export type Crew = {
  readonly command: (name: string, input: unknown, caller: Caller) => Promise<unknown>;
  readonly query: (name: string, input: unknown, caller: Caller) => Promise<unknown>;
  readonly wake: () => void;
  /** How the threads are. */
  readonly workers: () => ShellFacts['workers'];
  readonly end: (planned: boolean) => Promise<void>;
};

/** The engine's thread and the reader's. Resolves when both serve, or when it is known why the engine cannot: then `onState` was told. */
export async function startCrew(parts: CrewParts): Promise<Crew> {
  const state: { now: EngineState } = { now: { state: 'STARTING', reason: null } };
  const setState = (next: EngineState) => {
    state.now = next;
    readers.tell(next);
    parts.onState(next);
  };
  const engine = keepEngine({
    ...parts,
    open: (onLost) =>
      createThread({
        ...parts,
        name: 'engine',
        file: parts.files.engine,
        limits: ENGINE_LIMITS,
        onTell: (topic, value) => {
          if (topic === 'round') parts.onRound();
          if (topic === 'state') setState(value as EngineState); // told by workers/engine.ts alone
        },
        onLost,
      }),
    onState: setState,
    onBack: () => {
      void readers.restart(); // the file that it reads may be another one by now
      parts.onEvent('findings.changed', { rows: [], reload: true });
      parts.onEvent('sites.changed', { sites: null });
    },
  });
  const readers = createReaders(parts, () => state.now);
  await engine.settled;
  // Without an engine the file can still be read, if there is one.
  if (existsSync(parts.settings.database)) await readers.start();
  return {
    command: engine.command,
    query: readers.ask,
    wake: engine.wake,
    workers: () => [
      engine.life(),
      readers.life(),
      { name: 'parser', state: 'ON_DEMAND', restarts: null, heard_at: null },
    ],
    async end(planned) {
      setState({ state: 'STOPPED', reason: null });
      await readers.end(); // first: the last connection to close is the one that may tidy up the file
      await engine.end(planned);
    },
  };
}

/** The reader, replaced when it is lost, and one-off readers for long questions. */
function createReaders(parts: CrewParts, state: () => EngineState) {
  let reader: Thread | null = null;
  let losses: number[] = [];
  let restarts = 0;
  const open = (name: string, extra: { hungAfterMs?: number; onLost?: (loss: Loss) => void }) => {
    const thread = createThread({ ...parts, ...extra, name, file: parts.files.reader });
    thread.tell('state', state());
    return thread;
  };
  const start = () => {
    const thread = open('reader', {
      onLost: ({ message }) => {
        losses = [...losses, parts.clock.monotonic()].filter(
          (at) => at > parts.clock.monotonic() - MINUTE_MS,
        );
        if (losses.length > READERS_LOST) return parts.onBroken(`the reader thread is lost: ${message}`);
        void thread.end(false);
        restarts += 1;
        start();
      },
    });
    reader = thread;
    return thread.ready.catch(() => {}); // told by onLost
  };
  const askApart = async (name: string, input: unknown, caller: Caller) => {
    const thread = open('long question', { hungAfterMs: LONG_QUESTION_MS });
    try {
      return await thread.call(name, input, caller);
    } finally {
      void thread.end(true);
    }
  };
  return {
    start,
    restart: async () => {
      const before = reader;
      await start(); // questions go to the new one from here on; those that wait are still answered
      await before?.end(true);
    },
    ask: async (name: string, input: unknown, caller: Caller): Promise<unknown> => {
      if (reader === null) return withoutDatabase(name, parts, state());
      return LONG_QUESTIONS.has(name) ? askApart(name, input, caller) : reader.call(name, input, caller);
    },
    tell: (next: EngineState) => reader?.tell('state', next),
    life: (): ShellFacts['workers'][number] =>
      reader === null
        ? { name: 'reader', state: 'NOT_STARTED', restarts, heard_at: null }
        : { name: 'reader', ...stateOf(reader.life()), restarts },
    end: async () => void (await reader?.end(true)),
  };
}

/** Where there is no database to read, the screens are still told what is wrong. */
function withoutDatabase(
  name: string,
  { settings, clock }: CrewParts,
  now: EngineState,
): Answer<'engine.status' | 'accounts.state'> {
  // Where there is no file, nobody has an account; asked again as soon as the engine has brought one.
  if (name === 'accounts.state')
    return { on: false, idle_minutes: IDLE_MINUTES.usual, local_name: null, accounts: [], sign_ins: [] };
  if (name !== 'engine.status') throw new Refused('unavailable', now.reason ?? 'There is no database yet.');
  return {
    ...settings.facts,
    now: clock.now(),
    state: now.state,
    state_reason: now.reason,
    last_tick_at: null,
    sites: 0,
    sites_audited: 0,
    rounds: [],
    suppressed: 0,
    alarms_10_min: 0,
    sources: [],
    quarantined: 0,
  };
}
