export { Feed } from './feed.tsx';
export { EVERYTHING_OPEN, wholeFilter } from './feed-filter.ts';
export type { FeedStore } from './feed-store.ts';
export { createFeedStore } from './feed-store.ts';
export type { Places } from './filter-bar.tsx';
export type { ViewsStore } from './views-store.ts';
export { createViewsStore } from './views-store.ts';
