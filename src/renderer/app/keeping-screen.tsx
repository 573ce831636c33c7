import { useStore } from 'zustand';
import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { Keeping } from '#renderer/features/keeping/index.ts';
import { goTo, search } from './landing.ts';
import type { Stores } from './stores.ts';

/** The feed with what is in the archive, and the keys in its field of words. */
export function searchArchive(stores: Stores): void {
  const { filter, narrow } = stores.feed.getState();
  goTo(stores, 'feed');
  narrow({ ...EVERYTHING_OPEN, group: filter.group, view: 'archived' });
  search(stores);
}

/** What is kept and for how long, in the time of the installation. */
export function KeepingScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return <Keeping store={stores.keeping} zone={zone} onSearch={() => searchArchive(stores)} />;
}
