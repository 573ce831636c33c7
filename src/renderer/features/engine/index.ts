export type { EngineStore } from './engine-store.ts';
export { createEngineStore } from './engine-store.ts';
export { LoadMeter } from './load-meter.tsx';
export { PersonDialog } from './person-dialog.tsx';
export { RemarkBanner, RemarkMark } from './remark.tsx';
export { createScreenClock } from './screen-clock.ts';
export { silentSince } from './staleness.ts';
export { Sources, Suppressed } from './status-popovers.tsx';
export { TroubleBanner } from './trouble-banner.tsx';
