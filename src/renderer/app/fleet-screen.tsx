import { useCallback } from 'react';
import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { Fleet } from '#renderer/features/fleet/index.ts';
import { goToBaselines } from './baselines.ts';
import { askToReport } from './report.ts';
import type { Stores } from './stores.ts';

/** Shows what is open at one site in the feed. */
export function goToFindings({ view, feed }: Pick<Stores, 'view' | 'feed'>, site: string): void {
  feed.getState().narrow({ ...EVERYTHING_OPEN, site });
  view.getState().go('feed');
}

/** Every site; or the page of one of them. */
export function FleetScreen({ stores }: { readonly stores: Stores }) {
  const showFindings = useCallback((site: string) => goToFindings(stores, site), [stores]);
  const showBaselines = useCallback((site: string) => goToBaselines(stores, site), [stores]);
  return (
    <Fleet
      store={stores.fleet}
      onImport={() => stores.view.getState().open('import')}
      onReport={() => askToReport(stores)}
      onOpen={showFindings}
      onShowFindings={showFindings}
      onShowBaselines={showBaselines}
    />
  );
}
