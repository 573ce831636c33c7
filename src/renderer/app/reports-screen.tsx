import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Reports } from '#renderer/features/reports/index.ts';
import type { Stores } from './stores.ts';

/** Reports, among them one for each desk that there is, and those of the clients. */
export function ReportsScreen({ stores }: { readonly stores: Stores }) {
  const desks = useStore(stores.desks, (state) => state.state?.desks);
  const sites = useStore(stores.fleet, (state) => state.sites);
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  const clients = useMemo(() => [...new Set(sites?.map(({ client }) => client))].sort(), [sites]);
  return (
    <Reports
      store={stores.reports}
      sending={stores.sending}
      desks={desks ?? NO_DESKS}
      clients={clients}
      zone={zone}
    />
  );
}
const NO_DESKS: readonly { readonly code: string; readonly name: string }[] = [];
