export { Actions } from './actions.tsx';
export { type ActionsStore, createActionsStore } from './actions-store.ts';
export { RequestDialog } from './request-dialog.tsx';
