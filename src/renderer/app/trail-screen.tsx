import { useStore } from 'zustand';
import { Trail } from '#renderer/features/trail/index.ts';
import type { Stores } from './stores.ts';

/** Everything that anybody did. */
export function TrailScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return <Trail store={stores.trail} zone={zone} onFinding={stores.openFinding} />;
}
