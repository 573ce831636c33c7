export { Keeping } from './keeping.tsx';
export { createKeepingStore, type KeepingStore } from './keeping-store.ts';
