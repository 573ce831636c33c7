export { Connectors } from './connectors.tsx';
export { type ConnectorsStore, createConnectorsStore } from './connectors-store.ts';
