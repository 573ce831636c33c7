import { nextForDesks } from '#renderer/features/desks/index.ts';
import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import type { Stores } from './stores.ts';

/** What is open at a desk. */
export function showDesk({ view, feed }: Pick<Stores, 'view' | 'feed'>, desk: string): void {
  view.getState().go('feed');
  const { filter, narrow } = feed.getState();
  narrow({ ...EVERYTHING_OPEN, group: filter.group, desks: [desk] });
}

/** What the key of desks does: accepts what is offered, takes what nobody is at, else shows who is where. */
export function attendToDesks({ desks, view }: Pick<Stores, 'desks' | 'view'>): void {
  const next = nextForDesks(desks);
  if (next === null) view.getState().open('desks');
  else next();
}
