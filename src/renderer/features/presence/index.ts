export { createPresenceStore, type PresenceStore } from './presence-store.ts';
