import type { Parsed } from '#contract/index.ts';
import type { FeedView } from '#contract/views.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { isViewVisible, readView } from '../queries/views.ts';
import type { EngineWorld } from './context.ts';

/** Views of the feed that somebody gives a name, for every window of the installation. */
export function createViews({
  store,
  clock,
  emit,
  fleet,
}: EngineWorld): Pick<CommandHandlers, 'views.save' | 'views.remove'> {
  /** The view of that name; undefined when there is none. Refuses one that is not for this caller, or not for this version. */
  function known(name: string, { scope }: Caller): FeedView | undefined {
    const stored = store.views.get(name);
    if (stored === null) return undefined;
    const view = readView(stored.view);
    if (!isViewVisible(view, scope, fleet())) throw new Refused('conflict', `The name “${name}” is taken.`);
    if (view === null)
      throw new Refused('conflict', `“${name}” was saved by another version of Vigil, and is kept for it.`);
    return view;
  }
  function change(name: string, before: FeedView | undefined, after: FeedView | null, caller: Caller): void {
    const at = clock.now();
    const verb = after === null ? 'removed' : before === undefined ? 'saved' : 'replaced';
    store.transaction(() => {
      if (after === null) store.views.remove(name);
      else store.views.save({ name, view: after, saved_at: at, saved_by: caller.actor.name });
      const facts = { action: `view.${verb}`, entity: 'view', entity_id: name, reason: null } as const;
      store.trail.append([{ at, actor: caller.actor, ...facts, before: before ?? null, after }]);
    });
    emit('views.changed', {});
  }
  return {
    'views.save': ({ name, view, replace }: Parsed<'views.save'>, caller) => {
      if (!isViewVisible(view, caller.scope, fleet()))
        throw new Refused('forbidden', 'The view names a place that is not yours to see.');
      const before = known(name, caller);
      if (before !== undefined && !replace)
        throw new Refused('conflict', `There is a view “${name}” already.`);
      change(name, before, view, caller);
      return { replaced: before !== undefined };
    },
    'views.remove': ({ name }: Parsed<'views.remove'>, caller) => {
      const view = known(name, caller);
      if (view === undefined) throw new Refused('not-found', `There is no view “${name}”.`);
      change(name, view, null, caller);
      return { view };
    },
  };
}
