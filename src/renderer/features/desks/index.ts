export { DeskBanner, nextForDesks } from './desk-banner.tsx';
export { DesksDialog } from './desks-dialog.tsx';
export { createDesksStore, type DesksStore, myDesks } from './desks-store.ts';
