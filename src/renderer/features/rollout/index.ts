export { Rollout } from './rollout.tsx';
export { createRolloutStore, type RolloutStore } from './rollout-store.ts';
