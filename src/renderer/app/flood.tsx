import { useStore } from 'zustand';
import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { FloodStrip } from '#renderer/features/notices/index.ts';
import type { Stores } from './stores.ts';

/** The flood, over the hints at the bottom: what it offers narrows the feed. */
export function Flood({ stores }: { readonly stores: Stores }) {
  const { notices, engine, feed, view } = stores;
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  const inFeed = (run: () => void) => {
    view.getState().go('feed');
    run();
  };
  return (
    <FloodStrip
      store={notices}
      zone={zone}
      onShowBySite={() => inFeed(() => feed.getState().narrow({ ...EVERYTHING_OPEN, group: 'site' }))}
      onOnlyGrave={() =>
        inFeed(() => feed.getState().narrow({ ...EVERYTHING_OPEN, severity: ['CRITICAL', 'HIGH'] }))
      }
      onShowSite={(site) => inFeed(() => feed.getState().narrow({ ...EVERYTHING_OPEN, site }))}
    />
  );
}
