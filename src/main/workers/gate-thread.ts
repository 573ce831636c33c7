import { SYSTEM } from '#core/model/actor.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Gate, OpenGate } from '#main/services/gates/gate.ts';
import type {
  Desk,
  GateCounts,
  GateKnowledge,
  GateSettings,
  GateState,
} from '#main/services/receiving/link.ts';
import type { Trial, TrialStep } from '#main/services/receiving/trial.ts';
import { createBackoff } from './backoff.ts';
import { answerDesk, type DeskCall } from './gate-calls.ts';
import { createThread, type Loss, type Thread } from './thread.ts';

const CALLER = { actor: SYSTEM, scope: 'all' } as const;
/** Bodies and chunks are bounded: what needs more is a fault, and must not take the engine with it. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 };
const ENDS_WITHIN_MS = 3_000;
const NOTHING: GateCounts = { requests: 0, refused: {}, used: [], reading: null, mqtt: [], traccar: [] };
const CLOSED: GateState = {
  http: { state: 'OFF', port: null, reason: null },
  drop: { state: 'OFF', reason: null },
};

export type GateThreadParts = {
  /** The file of the thread. */
  readonly file: () => URL;
  /** The file of the thread that reads what is no lines of records. */
  readonly parser: () => URL;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};

/** Runs the gates in a thread of their own, a child of the engine's. One that is lost is started again; whoever was not answered sends again. */
export function createGateOpener(parts: GateThreadParts): OpenGate {
  return (desk) => new GateThread(parts, desk);
}

class GateThread implements Gate {
  readonly #parts: GateThreadParts;
  readonly #desk: Desk;
  readonly #backoff: ReturnType<typeof createBackoff>;
  #thread: Thread;
  #counts = NOTHING;
  #state = CLOSED;
  #settings: GateSettings | null = null;
  #knowledge: GateKnowledge = { keys: [], zones: [] };
  #disarm: Undo = () => {};
  #over = false;

  constructor(parts: GateThreadParts, desk: Desk) {
    this.#parts = parts;
    this.#desk = desk;
    this.#backoff = createBackoff(parts.clock.monotonic);
    this.#thread = this.#start();
  }

  async configure(settings: GateSettings): Promise<GateState> {
    this.#settings = settings;
    // Safe: workers/intake.ts answers this call with a GateState.
    this.#state = (await this.#thread.call('configure', settings, CALLER)) as GateState;
    return this.#state;
  }

  async attempt(trial: Trial): Promise<readonly TrialStep[]> {
    // Safe: workers/intake.ts answers this call with steps.
    return (await this.#thread.call('attempt', trial, CALLER)) as readonly TrialStep[];
  }

  know(knowledge: GateKnowledge): void {
    this.#knowledge = knowledge;
    this.#thread.tell('know', knowledge);
  }

  counts = (): GateCounts => this.#counts;
  state = (): GateState => this.#state;

  async end(): Promise<void> {
    this.#over = true;
    this.#disarm();
    await this.#thread.end(true, ENDS_WITHIN_MS);
  }

  #start(): Thread {
    this.#backoff.started();
    const thread = createThread({
      ...this.#parts,
      name: 'intake',
      file: this.#parts.file(),
      settings: this.#parts.parser().href,
      limits: LIMITS,
      onTell: (topic, value) => this.#heard(thread, topic, value),
      onLost: (loss) => this.#lost(thread, loss),
    });
    return thread;
  }

  #heard(thread: Thread, topic: string, value: unknown): void {
    // Safe: workers/intake.ts alone tells these, of these types.
    if (topic === 'counts') this.#counts = value as GateCounts;
    if (topic !== 'ask') return;
    const call = value as DeskCall;
    answerDesk(this.#desk, call)
      .catch((error) => {
        this.#parts.log.error('the desk of the gates failed', { error, asked: call.name });
        return { id: call.id, ok: false, value: null };
      })
      .then((answer) => thread.tell('answer', answer));
  }

  #lost(thread: Thread, { message }: Loss): void {
    const wait = this.#backoff.wait();
    this.#state = failedAs(this.#settings, `${message} It starts again in ${wait / 1_000} s.`);
    this.#counts = { ...this.#counts, mqtt: [], traccar: [] };
    void thread.kill();
    if (this.#over) return;
    this.#disarm = this.#parts.timers.after(wait, () => {
      this.#thread = this.#start();
      this.#thread.tell('know', this.#knowledge);
      if (this.#settings !== null) this.configure(this.#settings).catch(() => {}); // told by #lost
    });
  }
}

/** What was on does not work now, and why. */
function failedAs(settings: GateSettings | null, reason: string): GateState {
  const of = (on: boolean | undefined) => (on ? 'FAILED' : 'OFF');
  return {
    http: { state: of(settings?.http.on), port: null, reason: settings?.http.on ? reason : null },
    drop: { state: of(settings?.drop.on), reason: settings?.drop.on ? reason : null },
  };
}
