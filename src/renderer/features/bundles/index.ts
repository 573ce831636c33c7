export { Bundles } from './bundles.tsx';
export { type BundlesStore, createBundlesStore, isBundle } from './bundles-store.ts';
export { ExportDialog } from './export-dialog.tsx';
