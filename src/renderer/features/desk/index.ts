export { Desk } from './desk.tsx';
export type { DeskStore } from './desk-store.ts';
export { createDeskStore } from './desk-store.ts';
export { OwnedNote } from './owned-note.tsx';
