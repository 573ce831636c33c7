export { SitePage } from './site-page.tsx';
export type { SiteStore } from './site-store.ts';
export { createSiteStore } from './site-store.ts';
