export { ImportDialog } from './import-dialog.tsx';
export type { ImportStore } from './import-store.ts';
export { createImportStore } from './import-store.ts';
