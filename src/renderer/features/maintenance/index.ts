export { Maintenance } from './maintenance.tsx';
export type { MaintenanceStore } from './maintenance-store.ts';
export { createMaintenanceStore } from './maintenance-store.ts';
