import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import type { Undo } from '#main/ports/time.ts';
import type { OpenTraccar, TraccarServer } from '#main/ports/traccar.ts';
import type { PullState } from './link.ts';
import { type RoundEnd, type RoundParts, TraccarRounds } from './traccar-rounds.ts';

/** The first wait before it is tried again after a failure, and the longest, ms. Each is twice the one before, and some of it by chance. */
const FIRST_WAIT = 2 * SECOND;
const LONGEST_WAIT = 5 * MINUTE;
/** However long a server wants to be left alone, it is asked again after this. */
const LONGEST_REST = HOUR;

export type TraccarGateParts = Omit<RoundParts, 'server' | 'isClosed'> & {
  readonly open: OpenTraccar;
  /** From 0 to 1: many that lost one server must not come back together. */
  readonly chance: () => number;
};
export type TraccarGate = { readonly state: () => PullState; readonly close: () => Promise<void> };

/**
 * Asks a Traccar server for what its devices did: at first, and then every few minutes for those that the server heard of since. What was forwarded
 * as well is known by its key and counts once; what was not, for whatever reason, is there now.
 */
export function openTraccarGate(parts: TraccarGateParts): TraccarGate {
  return new Gate(parts);
}

class Gate implements TraccarGate {
  readonly #parts: TraccarGateParts;
  readonly #server: TraccarServer;
  readonly #rounds: TraccarRounds;
  #disarm: Undo = () => {};
  #turn: Promise<void> = Promise.resolve();
  #closed = false;
  #wait = FIRST_WAIT;
  #state: PullState['state'] = 'CONNECTING';
  #reason: string | null = null;
  #since: number;
  #failures = 0;
  #completeAt: number | null = null;

  constructor(parts: TraccarGateParts) {
    this.#parts = parts;
    this.#since = parts.clock.now();
    this.#server = parts.open(parts.traccar);
    this.#rounds = new TraccarRounds({ ...parts, server: this.#server, isClosed: () => this.#closed });
    this.#begin();
  }

  state(): PullState {
    return {
      name: this.#parts.traccar.name,
      state: this.#state,
      reason: this.#reason,
      since: this.#since,
      failures: this.#failures,
      devices: this.#rounds.devices,
      complete_at: this.#completeAt,
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#disarm();
    this.#server.close();
    await this.#turn;
  }

  #begin(): void {
    this.#turn = this.#rounds.run().then(
      (end) => this.#ended(end),
      (error) => {
        const { log, traccar } = this.#parts;
        log.error('the history of a server could not be taken', { error, connector: traccar.name });
        this.#ended({ kind: 'failed', reason: 'It could not be taken; the log says why.', rest_ms: null });
      },
    );
  }

  #ended(end: RoundEnd): void {
    if (this.#closed) return;
    this.#failures += end.kind === 'failed' ? 1 : end.skipped;
    if (end.kind === 'done') {
      this.#wait = FIRST_WAIT;
      this.#completeAt = this.#parts.clock.now();
      this.#become('CONNECTED', end.notice);
      this.#beginIn(this.#parts.traccar.every_minutes * MINUTE);
      return;
    }
    const wait = this.#wait * (0.5 + this.#parts.chance() / 2);
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
    this.#become('WAITING', end.reason);
    this.#beginIn(Math.max(wait, Math.min(end.rest_ms ?? 0, LONGEST_REST)));
  }

  #beginIn(wait: number): void {
    this.#disarm = this.#parts.timers.after(wait, () => this.#begin());
  }

  #become(state: PullState['state'], reason: string | null): void {
    if (state !== this.#state) this.#since = this.#parts.clock.now();
    this.#state = state;
    this.#reason = reason;
  }
}
