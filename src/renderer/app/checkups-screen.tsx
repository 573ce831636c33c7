import { useStore } from 'zustand';
import { Checkups } from '#renderer/features/checkups/index.ts';
import type { Stores } from './stores.ts';

/** Reviews of sites and of the installation, in the time of the installation. */
export function CheckupsScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  const sites = useStore(stores.fleet, (state) => state.sites);
  return <Checkups store={stores.checkups} sites={sites ?? NO_SITES} zone={zone} />;
}
const NO_SITES: readonly { readonly code: string; readonly name: string }[] = [];
