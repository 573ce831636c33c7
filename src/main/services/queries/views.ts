import { FeedView } from '#contract/views.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { QueryHandlers } from '../handlers.ts';
import { isVisible } from './site-finder.ts';

/** What was stored, as far as this version can read it. */
export function readView(stored: unknown): FeedView | null {
  const { data } = readAs(FeedView, stored);
  return data ?? null;
}

/** Whether every place that a view names may be seen. A view that cannot be read may name anything. */
export function isViewVisible(view: FeedView | null, scope: TenantScope, { sites }: Fleet): boolean {
  if (scope === 'all') return true;
  if (view === null) return false;
  const seen = sites.filter((site) => isVisible(site, scope));
  return (
    (view.tenant === null || seen.some(({ tenant }) => tenant === view.tenant)) &&
    (view.client === null || seen.some(({ client }) => client === view.client)) &&
    (view.site === null || seen.some(({ code }) => code === view.site))
  );
}

/** The saved views of the feed. */
export const createViewQueries = (
  readModel: ReadModel,
  fleet: () => Fleet,
): Pick<QueryHandlers, 'views.list'> => ({
  'views.list': (_, { scope }) =>
    readModel
      .views()
      .map((stored) => ({ ...stored, view: readView(stored.view) }))
      .filter(({ view }) => isViewVisible(view, scope, fleet())),
});
