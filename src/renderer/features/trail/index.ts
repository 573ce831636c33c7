export { Trail } from './trail.tsx';
export { createTrailStore, type TrailStore } from './trail-store.ts';
