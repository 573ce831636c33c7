export { Checkups } from './checkups.tsx';
export { type CheckupsStore, createCheckupsStore } from './checkups-store.ts';
