import { goToBaselines } from './baselines.ts';
import { focusWhenDrawn } from './focus-soon.ts';
import type { Stores } from './stores.ts';
import type { Screen } from './view-store.ts';

/** Where the keys are on a screen that was just opened, the first that there is. An empty screen has only its frame. */
const LANDINGS: Readonly<Record<Screen, string>> = {
  feed: '#feed',
  fleet: '#site, [data-site][tabindex="0"]',
  map: '#map-sites',
  baselines: '[role="tab"][aria-selected="true"]',
  engine: '#engine',
  'what-if': '#what-if',
  connectors: '#connectors',
  quarantine: '#quarantine',
  configuration: '#settings',
  maintenance: '#maintenance',
  import: '[data-testid="import-choose"], #import:not(:has([data-testid="import-choose"]))',
  runbooks: '#runbooks',
  actions: '#actions',
  reports: '#reports',
  indicators: '#indicators',
  bundles: '#bundles',
  checkups: '#checkups',
  keeping: '#keeping',
  rollout: '#rollout',
  trail: '#trail',
};

/** Gives the keys to the screen that is shown: on a tab of the top bar or in a closed field they would do something else. */
export const land = ({ view }: Pick<Stores, 'view'>): void =>
  focusWhenDrawn(LANDINGS[view.getState().screen]);

/** Shows a screen, with the keys in it. */
export function goTo(stores: Pick<Stores, 'view' | 'feed' | 'baselines'>, screen: Screen): void {
  if (screen === 'baselines') goToBaselines(stores);
  else stores.view.getState().go(screen);
  land(stores);
}

/** Fields in which the sites or findings of a screen are searched. */
const SEARCHES: Readonly<Partial<Record<Screen, string>>> = {
  feed: '#feed-text',
  fleet: '#fleet-text',
  map: '#map-text',
};

/** Gives the keys to the search of the screen that is shown; where there is none, to that of the feed. */
export function search({ view }: Pick<Stores, 'view'>): void {
  const { screen, site, go } = view.getState();
  const own = site === null ? SEARCHES[screen] : undefined;
  if (own === undefined) go('feed');
  focusWhenDrawn(own ?? '#feed-text');
}
