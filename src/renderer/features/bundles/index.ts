export { Bundles } from './bundles.tsx';
export { type BundlesStore, createBundlesStore, isBundle } from './bundles-store.ts';
export { CaseDialogs } from './case-dialogs.tsx';
export { type CasesStore, createCasesStore } from './cases-store.ts';
export { ExportDialog } from './export-dialog.tsx';
