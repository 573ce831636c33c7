import type { Store } from '#main/ports/store.ts';

/** As much as a finding with its evidence needs, roughly. */
const ROOM_BYTES = 64 * 1024;
const NAME = 'probe';

/** Two commits: one that needs room, in the file or among its free pages, and one that gives it back. */
export function createProbe({ transaction, state }: Pick<Store, 'transaction' | 'state'>): Store['probe'] {
  return () => {
    transaction(() => state.set(NAME, '0'.repeat(ROOM_BYTES)));
    transaction(() => state.set(NAME, ''));
  };
}
