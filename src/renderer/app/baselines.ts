import type { Stores } from './stores.ts';

type Place = Parameters<ReturnType<Stores['baselines']['getState']>['show']>[1];

/** Shows the baselines of a site. Without one: those that were shown last, else of the site that the feed is about. */
export function goToBaselines(
  { view, feed, baselines }: Pick<Stores, 'view' | 'feed' | 'baselines'>,
  site?: string,
  place?: Place,
): void {
  const { filter, cursor, lines } = feed.getState();
  const near = filter.site ?? lines().find(({ row }) => row.id === cursor)?.row.site ?? null;
  const chosen = site ?? baselines.getState().site ?? near;
  if (chosen !== null && (site !== undefined || chosen !== baselines.getState().site))
    baselines.getState().show(chosen, place);
  view.getState().go('baselines');
}
