export { browserDesktop } from './desktop.ts';
export { NoticeBanners, NoticeControls } from './notices.tsx';
export type { NoticesStore } from './notices-store.ts';
export { createNoticesStore } from './notices-store.ts';
export { createSound } from './sound.ts';
