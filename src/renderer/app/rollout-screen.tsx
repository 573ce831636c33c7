import { useStore } from 'zustand';
import { Rollout } from '#renderer/features/rollout/index.ts';
import type { Stores } from './stores.ts';

/** The rollout, in the time of the installation. */
export function RolloutScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return <Rollout store={stores.rollout} zone={zone} />;
}
