import { useCallback } from 'react';
import { useStore } from 'zustand';
import { FenceMap as DrawnFence, RouteMap as DrawnRoute } from '#renderer/features/map/index.ts';
import type { FenceMap, RouteMap } from '#renderer/features/site-settings/index.ts';
import { SiteSettings } from '#renderer/features/site-settings/index.ts';
import type { Stores } from './stores.ts';

/** The settings of tenants, clients and sites, with the map on which a fence is drawn. */
export function ConfigurationScreen({ stores }: { readonly stores: Stores }) {
  const { settings, fleet, engine, archive } = stores;
  const sites = useStore(fleet, (state) => state.sites);
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  const about = useStore(settings, (state) => state.place?.targets[0].code ?? '');
  const fenceMap: FenceMap = useCallback(
    ({ corners, onMove }) => <DrawnFence archive={archive} about={about} corners={corners} onMove={onMove} />,
    [archive, about],
  );
  const routeMap: RouteMap = useCallback(
    ({ about: tour, ...route }) => <DrawnRoute archive={archive} about={`${about} ${tour}`} {...route} />,
    [archive, about],
  );
  return <SiteSettings store={settings} sites={sites} zone={zone} fenceMap={fenceMap} routeMap={routeMap} />;
}
