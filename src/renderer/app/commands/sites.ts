import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { goToBaselines } from '../baselines.ts';
import { goToSettings } from '../settings.ts';
import { goToSite } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

/** The commands of each site, for the palette. */
export function siteCommands(stores: Stores): readonly Command[] {
  const { fleet, feed, map, view, session } = stores;
  return (fleet.getState().sites ?? []).flatMap((site) =>
    (
      [
        {
          title: words.pageOf(site.code, site.name),
          group: groupWords.goTo,
          key: null,
          run: () => goToSite(stores, site.code),
        },
        {
          title: words.auditOf(site.code, site.name),
          group: groupWords.fleet,
          key: null,
          run: () => {
            goToSite(stores, site.code);
            void stores.site.getState().audit(null);
          },
        },
        {
          title: words.findingsOf(site.code, site.name),
          group: groupWords.goTo,
          key: null,
          run: () => {
            view.getState().go('feed');
            feed.getState().narrow({ ...EVERYTHING_OPEN, site: site.code });
          },
        },
        {
          title: words.planOf(site.code, site.name),
          group: groupWords.goTo,
          key: null,
          method: 'sites.set_plan',
          run: () => void map.getState().plan(site.code),
        },
        {
          title: words.settingsOf(site.code, site.name),
          group: groupWords.goTo,
          key: null,
          method: 'settings.scope',
          run: () => goToSettings(stores, site.code),
        },
        {
          title: words.baselinesOf(site.code, site.name),
          group: groupWords.goTo,
          key: null,
          run: () => goToBaselines(stores, site.code),
        },
      ] satisfies readonly Command[] as readonly Command[]
    ).filter(({ method }) => method === undefined || session.getState().may(method)),
  );
}
