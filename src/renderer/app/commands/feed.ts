import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { closeMap } from '../finding-map.tsx';
import { focusSoon } from '../focus-soon.ts';
import { leaveSite } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

const GROUPINGS = ['none', 'parent', 'site'] as const;

/** Esc goes back one step: from the page of a site to the fleet, from the finding to the feed, then the selection; the filter stays as it is. */
function goBack(stores: Stores): void {
  const { view, feed } = stores;
  if (view.getState().site !== null) {
    leaveSite(stores);
    return;
  }
  if (view.getState().screen === 'feed' && stores.map.getState().full) {
    closeMap(stores);
    return;
  }
  if (view.getState().covers) view.getState().cover(false);
  else feed.getState().clearSelected();
  focusSoon('feed');
}

/** How the operator moves through the feed. */
export function feedCommands(stores: Stores): readonly Command[] {
  const { feed, view, views } = stores;
  const inFeed = (run: () => void) => () => {
    view.getState().go('feed');
    run();
  };
  const feedCommand = (title: string, key: string | null, run: () => void): Command => ({
    title,
    group: groupWords.feed,
    key,
    run: inFeed(run),
  });
  return [
    feedCommand(words.next, 'j', () => feed.getState().move(1)),
    feedCommand(words.previous, 'k', () => feed.getState().move(-1)),
    feedCommand(words.select, 'x', () => feed.getState().selectCursor()),
    feedCommand(words.selectDown, 'J', () => feed.getState().extend(1)),
    feedCommand(words.selectUp, 'K', () => feed.getState().extend(-1)),
    feedCommand(words.selectAll, 'X', () => feed.getState().selectAll()),
    feedCommand(words.showNew, 'n', () => feed.getState().showWaiting()),
    feedCommand(words.search, '/', () => focusSoon('feed-text')),
    feedCommand(words.views, 'v', () => views.getState().open(true)),
    {
      title: words.back,
      group: groupWords.feed,
      key: 'Escape',
      run: () => goBack(stores),
    },
    feedCommand(words.everythingOpen, 'o', () => {
      const { narrow, filter } = feed.getState();
      narrow({ ...EVERYTHING_OPEN, group: filter.group });
    }),
    feedCommand(words.onlyCritical, null, () => feed.getState().narrow({ severity: ['CRITICAL'] })),
    ...GROUPINGS.map((group) =>
      feedCommand(words.grouping[group], null, () => feed.getState().narrow({ group })),
    ),
    feedCommand(words.shelved, null, () => feed.getState().narrow({ view: 'shelved' })),
    feedCommand(words.suppressed, null, () => feed.getState().narrow({ view: 'suppressed' })),
    feedCommand(words.resolved, null, () => feed.getState().narrow({ view: 'resolved' })),
  ];
}
