export { Quarantine } from './quarantine.tsx';
export { createQuarantineStore, type QuarantineStore } from './quarantine-store.ts';
