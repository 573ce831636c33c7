import { land } from './landing.ts';
import type { Stores } from './stores.ts';

/** Shows every setting of a site. */
export function goToSettings(stores: Pick<Stores, 'view' | 'fleet' | 'settings'>, code: string): void {
  const site = stores.fleet.getState().sites?.find((each) => each.code === code);
  if (site !== undefined)
    stores.settings.getState().show({ targets: [{ scope: 'SITE', tenant: site.tenant, code }] });
  stores.view.getState().go('configuration');
  land(stores);
}
