import { useEffect } from 'react';
import { useStore } from 'zustand';
import { FleetMap } from '#renderer/features/map/index.ts';
import { goToFindings } from './fleet-screen.tsx';
import { goTo } from './landing.ts';
import type { Stores } from './stores.ts';

/** Every site where it stands. */
export function MapScreen({ stores }: { readonly stores: Stores }) {
  const { fleet, archive } = stores;
  const sites = useStore(fleet, (state) => state.sites);
  const fault = useStore(fleet, (state) => state.fault);
  const load = useStore(fleet, (state) => state.load);
  useEffect(() => void load(), [load]);
  return (
    <FleetMap
      sites={sites}
      fault={fault}
      archive={archive}
      onOpen={(site) => goToFindings(stores, site)}
      onRetry={() => void load()}
      onImport={() => goTo(stores, 'import')}
    />
  );
}
