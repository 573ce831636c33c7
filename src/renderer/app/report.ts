import type { Stores } from './stores.ts';

/** Asks what there is to report, at the site that the feed is narrowed to. */
export const askToReport = ({ feed, workflow }: Pick<Stores, 'feed' | 'workflow'>): void =>
  workflow.getState().askToReport(feed.getState().filter.site);
