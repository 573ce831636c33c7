export type { ArchiveStore } from './archive-store.ts';
export { createArchiveStore } from './archive-store.ts';
export { EvidenceMap } from './evidence-map.tsx';
export { FenceMap } from './fence-map.tsx';
export { FleetMap } from './fleet-map.tsx';
export type { MapStore } from './map-store.ts';
export { createMapStore } from './map-store.ts';
export { SitePlanDialog } from './plan-dialog.tsx';
export { SiteMap } from './site-map.tsx';
