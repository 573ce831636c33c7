import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
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
    group: 'Feed',
    key,
    run: inFeed(run),
  });
  const selectCursor = () => {
    const { cursor, toggleSelected } = feed.getState();
    if (cursor !== null) toggleSelected(cursor);
  };
  return [
    feedCommand('Next finding', 'j', () => feed.getState().move(1)),
    feedCommand('Previous finding', 'k', () => feed.getState().move(-1)),
    feedCommand('Select', 'x', selectCursor),
    feedCommand('Select all that are loaded', 'X', () => feed.getState().selectAll()),
    feedCommand('Show what is new', 'n', () => feed.getState().showWaiting()),
    feedCommand('Search', '/', () => document.getElementById('feed-text')?.focus()),
    {
      title: 'Back to the feed, clear the selection',
      group: 'Feed',
      key: 'Escape',
      run: () => goBack(stores),
    },
    feedCommand('Everything open', 'o', () => feed.getState().narrow(EVERYTHING_OPEN)),
    feedCommand('Only critical', null, () => feed.getState().narrow({ severity: ['CRITICAL'] })),
    feedCommand('Shelved findings', null, () => feed.getState().narrow({ view: 'shelved' })),
    feedCommand('Resolved findings', null, () => feed.getState().narrow({ view: 'resolved' })),
  ];
}
