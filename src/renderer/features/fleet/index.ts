export { Fleet } from './fleet.tsx';
export type { FleetStore } from './fleet-store.ts';
export { createFleetStore } from './fleet-store.ts';
