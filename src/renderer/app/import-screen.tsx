import { useCallback } from 'react';
import { useStore } from 'zustand';
import { ImportPage } from '#renderer/features/import/index.ts';
import { goTo } from './landing.ts';
import type { Stores } from './stores.ts';

/** The import of files, from what they are to what they changed. */
export function ImportScreen({ stores }: { readonly stores: Stores }) {
  const { imports, engine, fleet, session } = stores;
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  const sites = useStore(fleet, (state) => state.sites);
  const mappings = useStore(session, (state) => state.may('mappings.save'));
  const zoneOf = useCallback(
    (code: string) => sites?.find((site) => site.code === code)?.timezone ?? zone,
    [sites, zone],
  );
  return (
    <ImportPage
      store={imports}
      zone={zone}
      zoneOf={zoneOf}
      may={{ mappings }}
      onFleet={() => goTo(stores, 'fleet')}
      onSetup={() => goTo(stores, 'configuration')}
      onQuarantine={() => goTo(stores, 'quarantine')}
      onFeed={() => goTo(stores, 'feed')}
    />
  );
}
