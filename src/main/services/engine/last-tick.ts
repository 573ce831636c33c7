import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { SourceWatch } from './source-rounds.ts';

/** Stores when the engine ticked last, what it was doing, and how its sources stood. */
export const rememberTick = (store: Store, at: EpochMs, state: string, sources: SourceWatch): void =>
  store.transaction(() => {
    store.state.set('last_tick_at', String(at));
    store.state.set('engine', state);
    sources.save();
  });

/** When the engine ticked last, and whether a person ended it. */
export function lastTickOf(store: Pick<Store, 'state'>): {
  readonly tick: EpochMs | null;
  readonly stoppedByPerson: boolean;
} {
  const stored = store.state.get('last_tick_at');
  return {
    tick: stored === null ? null : Number(stored),
    stoppedByPerson: store.state.get('engine') === 'stopped by a person',
  };
}
