import type { MethodName } from '#contract/index.ts';
import type { screenHints } from '#renderer/words/app.ts';

/** A screen that a person goes to by its name. */
export type Place = {
  readonly screen: keyof typeof screenHints;
  readonly key: string;
  /** The method without which there is nothing on it for this person. */
  readonly method?: MethodName;
};

/** What is looked at during a shift: each has a tab of its own. */
export const TABS: readonly Place[] = [
  { screen: 'feed', key: '1' },
  { screen: 'fleet', key: '2' },
  { screen: 'map', key: '3' },
  { screen: 'baselines', key: '4' },
  { screen: 'engine', key: '5' },
  { screen: 'indicators', key: 'I', method: 'indicators.get' },
];

/** The others are under "More", in the order of what belongs together. */
export const MORE: readonly Place[] = [
  { screen: 'reports', key: 'S', method: 'reports.make' },
  { screen: 'checkups', key: 'Q', method: 'checkups.list' },
  { screen: 'bundles', key: 'V', method: 'bundles.open' },
  { screen: 'trail', key: 'C', method: 'trail.page' },
  { screen: 'keeping', key: 'Y', method: 'holds.list' },
  { screen: 'runbooks', key: 'B', method: 'runbooks.list' },
  { screen: 'actions', key: 'U', method: 'deliveries.list' },
  { screen: 'connectors', key: '6', method: 'connectors.list' },
  { screen: 'quarantine', key: '7', method: 'quarantine.list' },
  { screen: 'configuration', key: '8', method: 'settings.scope' },
  { screen: 'rollout', key: 'G', method: 'rollout.get' },
  { screen: 'maintenance', key: '9', method: 'maintenance.calendar' },
];
