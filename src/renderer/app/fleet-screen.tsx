import { useCallback } from 'react';
import { useStore } from 'zustand';
import { SiteAbsences } from '#renderer/features/duty/index.ts';
import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { Fleet } from '#renderer/features/fleet/index.ts';
import { SitePage } from '#renderer/features/site/index.ts';
import { goToBaselines } from './baselines.ts';
import { goTo } from './landing.ts';
import { askToReport } from './report.ts';
import { goToSettings } from './settings.ts';
import { SitePageMap } from './site-map.tsx';
import { goToSite, leaveSite } from './sites.ts';
import type { Stores } from './stores.ts';
import { openWall } from './wall.ts';
import { goToWhatIf } from './what-if.ts';

/** Shows what is open at one site in the feed. */
export function goToFindings({ view, feed }: Pick<Stores, 'view' | 'feed'>, site: string): void {
  feed.getState().narrow({ ...EVERYTHING_OPEN, site });
  view.getState().go('feed');
}

function Absences({ stores, site }: { readonly stores: Stores; readonly site: string }) {
  const timezone = useStore(stores.site, ({ page }) => page?.site.timezone);
  if (timezone === undefined) return null;
  return <SiteAbsences key={site} store={stores.duty} site={site} timezone={timezone} />;
}

/** Every site; or the page of one of them. */
export function FleetScreen({ stores }: { readonly stores: Stores }) {
  const site = useStore(stores.view, (state) => state.site);
  const open = useCallback((code: string) => goToSite(stores, code), [stores]);
  const showFindings = useCallback((code: string) => goToFindings(stores, code), [stores]);
  const showBaselines = useCallback((code: string) => goToBaselines(stores, code), [stores]);
  if (site !== null)
    return (
      <SitePage
        store={stores.site}
        code={site}
        map={<SitePageMap stores={stores} site={site} />}
        absences={<Absences stores={stores} site={site} />}
        onBack={() => leaveSite(stores)}
        onOpenFinding={stores.openFinding}
        onShowFindings={showFindings}
        onShowBaselines={showBaselines}
        onTryChange={(code) => goToWhatIf(stores, code)}
        onShowSettings={(code) => goToSettings(stores, code)}
        onEditPlan={(code) => void stores.map.getState().plan(code)}
      />
    );
  return (
    <Fleet
      store={stores.fleet}
      onImport={() => goTo(stores, 'import')}
      onReport={() => askToReport(stores)}
      onOpenWall={() => void openWall(stores)}
      onOpen={open}
      onShowFindings={showFindings}
      onShowBaselines={showBaselines}
    />
  );
}
