import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { focusSoon } from '../focus-soon.ts';
import { leaveSite } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

/** Esc goes back one step: from the page of a site to the fleet, from the finding to the feed, then the selection; the filter stays as it is. */
function goBack(stores: Stores): void {
  const { view, feed } = stores;
  if (view.getState().site !== null) {
    leaveSite(stores);
    return;
  }
  if (view.getState().covers) view.getState().cover(false);
  else feed.getState().clearSelected();
  focusSoon('feed');
}

/** How the operator moves through the feed. */
export function feedCommands(stores: Stores): readonly Command[] {
  const { feed, view } = stores;
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
  const selectCursor = () => {
    const { cursor, toggleSelected } = feed.getState();
    if (cursor !== null) toggleSelected(cursor);
  };
  return [
    feedCommand(words.next, 'j', () => feed.getState().move(1)),
    feedCommand(words.previous, 'k', () => feed.getState().move(-1)),
    feedCommand(words.select, 'x', selectCursor),
    feedCommand(words.selectAll, 'X', () => feed.getState().selectAll()),
    feedCommand(words.showNew, 'n', () => feed.getState().showWaiting()),
    feedCommand(words.search, '/', () => document.getElementById('feed-text')?.focus()),
    {
      title: words.back,
      group: groupWords.feed,
      key: 'Escape',
      run: () => goBack(stores),
    },
    feedCommand(words.everythingOpen, 'o', () => feed.getState().narrow(EVERYTHING_OPEN)),
    feedCommand(words.onlyCritical, null, () => feed.getState().narrow({ severity: ['CRITICAL'] })),
    feedCommand(words.shelved, null, () => feed.getState().narrow({ view: 'shelved' })),
    feedCommand(words.resolved, null, () => feed.getState().narrow({ view: 'resolved' })),
  ];
}
