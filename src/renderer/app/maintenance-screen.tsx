import { useStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import { Maintenance } from '#renderer/features/maintenance/index.ts';
import { goTo } from './landing.ts';
import type { Stores } from './stores.ts';

/** The calendar of maintenance; a window is changed among the settings of its place. */
export function MaintenanceScreen({ stores }: { readonly stores: Stores }) {
  const { maintenance, fleet, settings } = stores;
  const sites = useStore(fleet, (state) => state.sites);
  const change = (target: ScopeTarget) => {
    settings.getState().show({ targets: [target] });
    goTo(stores, 'configuration');
  };
  return <Maintenance store={maintenance} sites={sites} onChange={change} />;
}
