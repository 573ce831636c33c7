import { GUARD_RAILS, type GuardRails } from '#core/actions/guard-rails.ts';
import type { Store } from '#main/ports/store.ts';

const RAILS = 'actions.rails';

/** `state` reads the store's named values. */
export function readRails(state: (name: string) => string | null): GuardRails {
  const text = state(RAILS);
  // safe: only `writeRails` writes this value
  return text === null ? GUARD_RAILS : { ...GUARD_RAILS, ...(JSON.parse(text) as Partial<GuardRails>) };
}

/** Inside a transaction. */
export const writeRails = (store: Store, rails: GuardRails): void =>
  store.state.set(RAILS, JSON.stringify(rails));
