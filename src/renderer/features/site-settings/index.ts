export type { FenceMap } from './fence-editor.tsx';
export type { RouteMap } from './route-editor.tsx';
export type { SettingsStore } from './settings-store.ts';
export { createSettingsStore } from './settings-store.ts';
export { SiteSettings } from './site-settings.tsx';
