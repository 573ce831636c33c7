import type { ShellFacts } from '#contract/shell.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import { type Caller, Refused } from '#main/services/handlers.ts';
import { createBackoff } from './backoff.ts';
import type { EngineState } from './settings.ts';
import type { Loss, Thread } from './thread.ts';

/** Trouble at the start that no other start mends: somebody has to look at the file first. */
const LASTING: ReadonlySet<string> = new Set(['schema', 'corrupt']);
/** A disk that had trouble is looked at again this often at least, ms: it may be well at any moment. */
const LONGEST_TROUBLE = 5_000;

export type EngineKeeperParts = {
  /** Starts the thread; `onLost` is told once at most. */
  readonly open: (onLost: (loss: Loss) => void) => Thread;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onState: (state: EngineState) => void;
  /** It serves again after it was lost: what it may have said last did not reach the screens. */
  readonly onBack: () => void;
  /** A lost thread cannot be ended: only a fresh start of the whole program helps (DECISIONS 26). */
  readonly onBroken: (why: string) => void;
  /** The first start waits for so long, ms; 0 for not at all. */
  readonly restMs: number;
};
export type EngineKeeper = {
  /** Resolves when it serves, or when it is known why it cannot. */
  readonly settled: Promise<void>;
  readonly command: (name: string, input: unknown, caller: Caller) => Promise<unknown>;
  readonly wake: () => void;
  readonly life: () => ShellFacts['workers'][number];
  readonly end: (planned: boolean) => Promise<void>;
};

/** Keeps an engine's thread running: one that is lost is ended, and another one started after a wait. All state is durable, slots resume by their key. */
export function keepEngine(parts: EngineKeeperParts): EngineKeeper {
  const { clock, timers, restMs } = parts;
  const backoff = createBackoff(clock.monotonic);
  let thread: Thread | null = null;
  let restarts = 0;
  let over = false;
  let disarm: Undo = () => {};

  const start = (): Promise<void> => {
    backoff.started();
    const opened: Thread = parts.open((loss) => void replace(opened, loss));
    thread = opened;
    return opened.ready;
  };
  const startAfter = (ms: number, whenStarted: () => void) => {
    disarm = timers.after(ms, () => {
      whenStarted();
      start().then(parts.onBack, () => {}); // told by onLost
    });
  };
  const replace = async (lost: Thread, loss: Loss): Promise<void> => {
    const wait = waitAfter(loss, backoff.wait);
    parts.onState(stateAfter(loss, wait));
    // Never two writers: the next one waits until this one is gone.
    if (!(await lost.kill())) return parts.onBroken(`the engine thread cannot be ended: ${loss.message}`);
    if (over || wait === null) return;
    startAfter(wait, () => {
      restarts += 1;
      // A trouble of the disk stays on the screens until it is over: one that lasts would flicker otherwise.
      if (loss.trouble === null) parts.onState(STARTING);
    });
  };
  const begin = async (): Promise<void> => {
    if (restMs === 0) return start().catch(() => {}); // told by onLost
    parts.onState({ state: 'STOPPED', reason: tooOften(restMs) });
    startAfter(restMs, () => parts.onState(STARTING));
  };
  return {
    settled: begin(),
    command: async (name, input, caller) => {
      if (thread === null) throw new Refused('unavailable', tooOften(restMs));
      return thread.call(name, input, caller);
    },
    wake: () => thread?.tell('wake'),
    life: () =>
      thread === null
        ? { name: 'engine', state: 'NOT_STARTED', restarts, heard_at: null }
        : { name: 'engine', ...stateOf(thread.life()), restarts },
    async end(planned) {
      over = true;
      disarm();
      await thread?.end(planned);
    },
  };
}

/** How long to wait before the next start, ms; null for ever. */
function waitAfter({ why, trouble }: Loss, backoff: () => number): number | null {
  if (trouble === null) return backoff();
  // One that failed while it ran has not looked at its file: the next one does.
  if (why === 'unable' && LASTING.has(trouble)) return null;
  return Math.min(backoff(), LONGEST_TROUBLE);
}

const STARTING: EngineState = { state: 'STARTING', reason: null };

const tooOften = (restMs: number): string =>
  `Vigil has started itself again too often: its engine waits ${restMs / 1_000} s. The log says why it was.`;

/** How a thread is, in the words of the contract. */
export const stateOf = ({ alive, heard_at }: ReturnType<Thread['life']>) => ({
  state: alive ? ('ALIVE' as const) : ('LOST' as const),
  heard_at,
});

/** What the screens are told when the engine could not start or is gone. `wait`: ms until it is started again, null for never. */
function stateAfter({ trouble, message }: Loss, wait: number | null): EngineState {
  const again = wait === null ? '' : ` It starts again ${wait < 1_000 ? 'at once' : `in ${wait / 1_000} s`}.`;
  return { state: STATES.get(trouble) ?? 'STOPPED', reason: `${message}${again}` };
}

const STATES: ReadonlyMap<string | null, EngineState['state']> = new Map([
  ['busy', 'BUSY'],
  ['full', 'FULL'],
  ['corrupt', 'CORRUPT'],
  ['io', 'IO'],
  ['read-only', 'READ_ONLY'],
  ['schema', 'READ_ONLY'],
]);
