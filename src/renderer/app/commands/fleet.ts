import { focusSoon } from '../focus-soon.ts';
import { siteAtHand } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

/** Keys of the fleet's screen. */
export function fleetCommands(stores: Stores): readonly Command[] {
  const { fleet, view, workflow } = stores;
  const isFleet = () => view.getState().screen === 'fleet';
  return [
    {
      title: 'Fleet as tiles or as rows',
      group: 'Fleet',
      key: 'f',
      run() {
        if (!isFleet()) view.getState().go('fleet');
        else if (view.getState().site === null) fleet.getState().switchLayout();
      },
    },
    {
      title: 'Audit the site now',
      group: 'Fleet',
      key: 'A',
      hindrance: () => (siteAtHand(stores) === null ? NO_SITE : null),
      run() {
        const site = siteAtHand(stores);
        if (site === null) workflow.getState().say(NO_SITE);
        else void fleet.getState().audit(site);
      },
    },
    {
      title: 'Only sites that are not normal',
      group: 'Fleet',
      key: null,
      run() {
        view.getState().go('fleet');
        fleet.getState().narrow({ notNormal: !fleet.getState().filter.notNormal });
        focusSoon('fleet');
      },
    },
  ];
}

const NO_SITE = 'Go to the fleet first, to the site that it is about.';
