import { useStore } from 'zustand';
import { Reports } from '#renderer/features/reports/index.ts';
import type { Stores } from './stores.ts';

/** Reports, among them one for each desk that there is. */
export function ReportsScreen({ stores }: { readonly stores: Stores }) {
  const desks = useStore(stores.desks, (state) => state.state?.desks);
  return <Reports store={stores.reports} desks={desks ?? NO_DESKS} />;
}
const NO_DESKS: readonly { readonly code: string; readonly name: string }[] = [];
