import type { Answer, Reply } from '#contract/index.ts';
import type { ShellFacts } from '#contract/shell.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Ping } from '#main/ports/ping.ts';
import type { Clock, Timers } from '#main/ports/time.ts';

/** The watchdog hears from us this often. */
const EVERY = MINUTE;
/** The first time, when the engine has had time to begin. */
const FIRST_AFTER = 10 * SECOND;
/** An engine that has not ticked for so long is not auditing. */
const TICK_WITHIN = MINUTE;
/** A clock that is farther off is told in the log: rules compare it with the clocks of devices. */
const CLOCK_MAY_BE_OFF = 2 * SECOND;

export type WatchdogParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly ping: Ping;
  /** Asks as the program itself, without input. */
  readonly ask: <M extends 'watchdog.get' | 'engine.status'>(method: M) => Promise<Reply<Answer<M>>>;
};
/** Before it was asked. */
export const NOT_TOLD: ShellFacts['watchdog'] = {
  state: 'OFF',
  told_at: null,
  reason: null,
  clock_ahead_ms: null,
};

export type Watchdog = {
  readonly state: () => ShellFacts['watchdog'];
  readonly stop: () => void;
};

/**
 * Tells the outside watchdog each minute that sites are being audited, and when last. While they are not, it is told nothing: its own
 * alarm is for that, as it is for a machine that died.
 */
export function startWatchdog({ clock, timers, log, ping, ask }: WatchdogParts): Watchdog {
  let state = NOT_TOLD;
  const become = (next: Partial<ShellFacts['watchdog']> & Pick<ShellFacts['watchdog'], 'state'>) => {
    const { state: before } = state;
    state = { ...state, reason: null, ...next };
    if (next.state !== before && next.state !== 'OFF')
      log[next.state === 'TOLD' ? 'info' : 'warn']('the outside watchdog', { ...state });
  };
  const tell = async () => {
    const [wanted, status] = await Promise.all([ask('watchdog.get'), ask('engine.status')]);
    if (wanted.ok && wanted.value.url === null) return become(NOT_TOLD);
    const why = whyNotTold(status, clock.now());
    if (!wanted.ok || !status.ok || why !== null) return become({ state: 'WITHHELD', reason: why });
    const { version, last_tick_at, sites, sites_audited } = status.value;
    const at = clock.now();
    try {
      const told = { program: 'Vigil', version, at, last_tick_at, sites, sites_audited };
      const { their_time } = await ping(wanted.value.url ?? '', JSON.stringify(told));
      const clock_ahead_ms = aheadOf(their_time, at, clock.now());
      if (clock_ahead_ms !== null && Math.abs(clock_ahead_ms) > CLOCK_MAY_BE_OFF)
        log.warn('the clock differs from that of the outside watchdog', { clock_ahead_ms });
      become({ state: 'TOLD', told_at: clock.now(), clock_ahead_ms });
    } catch (error) {
      become({ state: 'FAILED', reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const undoFirst = timers.after(FIRST_AFTER, () => void tell());
  const undo = timers.every(EVERY, () => void tell());
  return {
    state: () => state,
    stop() {
      undoFirst();
      undo();
    },
  };
}

/** How far we are ahead, by at least so much: their time is cut to whole seconds, and was read somewhere on the way there and back. */
function aheadOf(theirs: EpochMs | null, sent: EpochMs, answered: EpochMs): number | null {
  if (theirs === null) return null;
  if (sent > theirs + SECOND) return sent - theirs - SECOND;
  return answered < theirs ? answered - theirs : 0;
}

/** Why the watchdog must not be told that all is well; null when it may. */
function whyNotTold(status: Reply<Answer<'engine.status'>>, now: EpochMs): string | null {
  if (!status.ok) return status.fault.message;
  const { state, last_tick_at, demo } = status.value;
  if (demo) return 'nothing leaves the demonstration';
  if (state !== 'RUNNING' && state !== 'CATCHING_UP') return `the engine is ${state}`;
  return last_tick_at === null || now - last_tick_at > TICK_WITHIN ? 'the engine does not tick' : null;
}
