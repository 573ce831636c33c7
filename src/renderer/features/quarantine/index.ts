export { Quarantine } from './quarantine.tsx';
export { createQuarantineStore, type QuarantineStore } from './quarantine-store.ts';
export { saveText } from './save-text.ts';
