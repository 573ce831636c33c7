export type { FindingActions } from './actions.ts';
export type { Detail } from './detail.ts';
export { FindingPane } from './finding.tsx';
export type { FindingStore } from './finding-store.ts';
export { createFindingStore } from './finding-store.ts';
