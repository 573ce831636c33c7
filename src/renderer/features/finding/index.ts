export type { FindingActions } from './finding.tsx';
export { FindingPane } from './finding.tsx';
export type { FindingStore } from './finding-store.ts';
export { createFindingStore } from './finding-store.ts';
