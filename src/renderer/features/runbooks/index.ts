export { Runbooks } from './runbooks.tsx';
export { createRunbooksStore, type RunbooksStore } from './runbooks-store.ts';
