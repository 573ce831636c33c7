import type { EngineStatus } from '#contract/engine.ts';
import type { Fault } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import { engineStateWords } from '#renderer/words/engine.ts';

/** The engine beats every 5 s; after this long without a beat it counts as not answering. */
const LONGEST_SILENCE = 90 * SECOND;

export type Heard = {
  readonly connected: boolean;
  readonly fault: Fault | undefined;
  readonly status: EngineStatus | undefined;
};

/** What the banner has to say: since when the screen is old, or in what state the engine is. */
export type Trouble =
  | { readonly kind: 'silent'; readonly since: EpochMs; readonly advice: string | null }
  | { readonly kind: 'never'; readonly advice: string | null }
  | { readonly kind: 'state'; readonly text: string; readonly grave: boolean };

/** What an engine that is running has to say nevertheless, such as a self-test that failed; null when nothing. */
export const remarkOf = (status: EngineStatus | undefined): string | null =>
  status?.state === 'RUNNING' ? status.state_reason : null;

/** Since when the engine has not answered, as far as it ever did; null while it does. */
export function silentSince(heard: Heard, now: EpochMs): EpochMs | null {
  const trouble = troubleOf(heard, now);
  return trouble?.kind === 'silent' ? trouble.since : null;
}

/** Null while all is well. */
export function troubleOf({ connected, fault, status }: Heard, now: EpochMs): Trouble | null {
  const advice = fault?.code === 'forbidden' ? fault.message : null;
  if (status === undefined)
    return connected && fault === undefined ? null : { kind: 'never', advice: fault?.message ?? null };
  if (!connected || fault !== undefined) return { kind: 'silent', since: status.now, advice };
  const { state, state_reason, last_tick_at } = status;
  if (state !== 'RUNNING') {
    const grave = state !== 'STARTING' && state !== 'CATCHING_UP';
    return { kind: 'state', text: [engineStateWords[state], state_reason].filter(Boolean).join(' '), grave };
  }
  if (last_tick_at !== null && now - last_tick_at > LONGEST_SILENCE)
    return { kind: 'silent', since: last_tick_at, advice };
  return null;
}
