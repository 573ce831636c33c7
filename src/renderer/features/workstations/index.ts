export { createLanStore, type LanStore } from './lan-store.ts';
export { LinkBanner } from './link-banner.tsx';
export { LinkStatus } from './link-status.tsx';
export { createLinkStore, type LinkStore } from './link-store.ts';
export { WorkstationsDialog } from './workstations-dialog.tsx';
