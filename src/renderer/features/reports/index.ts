export { Reports } from './reports.tsx';
export type { ReportsStore } from './reports-store.ts';
export { createReportsStore } from './reports-store.ts';
export type { SendingStore } from './sending-store.ts';
export { createSendingStore } from './sending-store.ts';
