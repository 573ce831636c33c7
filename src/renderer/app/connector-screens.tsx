import { useStore } from 'zustand';
import { Connectors } from '#renderer/features/connectors/index.ts';
import { Quarantine } from '#renderer/features/quarantine/index.ts';
import { goTo } from './landing.ts';
import type { Stores } from './stores.ts';

type ScreenProps = { readonly stores: Stores };
const NO_SITES: readonly [] = [];

/** How telemetry comes in. */
export function ConnectorsScreen({ stores }: ScreenProps) {
  const status = useStore(stores.engine, (state) => state.status);
  const sites = useStore(stores.fleet, (state) => state.sites) ?? NO_SITES;
  const tenants = [...new Set(sites.map(({ tenant }) => tenant))].toSorted();
  return (
    <Connectors
      store={stores.connectors}
      zone={status?.timezone ?? 'UTC'}
      tenants={tenants}
      quarantined={status?.quarantined ?? 0}
      onQuarantine={() => goTo(stores, 'quarantine')}
    />
  );
}

/** What was refused. */
export function QuarantineScreen({ stores }: ScreenProps) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return <Quarantine store={stores.quarantine} zone={zone} onConnectors={() => goTo(stores, 'connectors')} />;
}
