import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { focusSoon } from '../focus-soon.ts';
import { land } from '../landing.ts';
import { goToSettings } from '../settings.ts';
import { siteAtHand } from '../sites.ts';
import type { Stores } from '../stores.ts';
import { openWall } from '../wall.ts';
import type { Command } from './command.ts';

/** Keys of the fleet's screen. */
export function fleetCommands(stores: Stores): readonly Command[] {
  const { fleet, view, workflow } = stores;
  const isFleet = () => view.getState().screen === 'fleet';
  return [
    {
      title: words.fleetLayout,
      group: groupWords.fleet,
      key: 'f',
      run() {
        if (!isFleet()) view.getState().go('fleet');
        else if (view.getState().site === null) fleet.getState().switchLayout();
        land(stores); // the tile or row that had the keys is drawn no more
      },
    },
    {
      title: words.auditNow,
      group: groupWords.fleet,
      key: 'A',
      hindrance: () => (siteAtHand(stores) === null ? WHY_NOT.site : null),
      run() {
        const site = siteAtHand(stores);
        if (site === null) workflow.getState().say(WHY_NOT.site);
        else if (view.getState().site !== null) void stores.site.getState().audit(null);
        else void fleet.getState().audit(site);
      },
    },
    {
      title: words.siteSettings,
      group: groupWords.fleet,
      key: 'E',
      method: 'settings.scope',
      hindrance: () => (siteAtHand(stores) === null ? WHY_NOT.site : null),
      run() {
        const site = siteAtHand(stores);
        if (site === null) workflow.getState().say(WHY_NOT.site);
        else goToSettings(stores, site);
      },
    },
    {
      title: words.onlyNotNormal,
      group: groupWords.fleet,
      key: null,
      run() {
        view.getState().go('fleet');
        fleet.getState().narrow({ notNormal: !fleet.getState().filter.notNormal });
        focusSoon('fleet');
      },
    },
    { title: words.openWall, group: groupWords.fleet, key: null, run: () => void openWall(stores) },
  ];
}
