export type { ImportPageProps } from './import-page.tsx';
export { ImportPage } from './import-page.tsx';
export type { ImportStore } from './import-store.ts';
export { createImportStore } from './import-store.ts';
