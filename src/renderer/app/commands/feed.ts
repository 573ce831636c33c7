import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { whyNotHere } from '../feed-first.ts';
import { closeMap } from '../finding-map.tsx';
import { focusSoon } from '../focus-soon.ts';
import { goTo, land, search } from '../landing.ts';
import { leaveSite } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

const GROUPINGS = ['none', 'parent', 'site'] as const;

/** Esc goes back one step: from the page of a site to the fleet, from another screen or the finding to the feed, then the selection; the filter stays as it is. */
function goBack(stores: Stores): void {
  const { view, feed } = stores;
  if (view.getState().site !== null) {
    leaveSite(stores);
    return;
  }
  if (view.getState().screen !== 'feed') {
    goTo(stores, 'feed');
    return;
  }
  if (stores.map.getState().full) {
    closeMap(stores);
    return;
  }
  if (view.getState().covers) view.getState().cover(false);
  else feed.getState().clearSelected();
  focusSoon('feed');
}

/** How the operator moves through the feed. */
export function feedCommands(stores: Stores): readonly Command[] {
  const { feed, view, views, workflow } = stores;
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
  /** Moves only what can be seen: the sites of the fleet; elsewhere the first press shows the feed as it was left. */
  const move = (title: string, key: string, steps: 1 | -1): Command => ({
    title,
    group: groupWords.feed,
    key,
    run() {
      const { screen, site } = view.getState();
      if (screen === 'feed') {
        feed.getState().move(steps);
        focusSoon('feed'); // readers follow the line of the list that has the keys
      } else if (screen === 'fleet' && site === null) land(stores);
      else goTo(stores, 'feed');
    },
  });
  /** Selects only what can be seen. */
  const select = (title: string, key: string, run: () => void): Command => ({
    title,
    group: groupWords.feed,
    key,
    hindrance: () => whyNotHere(stores),
    run() {
      const away = whyNotHere(stores);
      if (away !== null) return workflow.getState().say(away);
      run();
      focusSoon('feed');
    },
  });
  return [
    move(words.next, 'j', 1),
    move(words.previous, 'k', -1),
    select(words.select, 'x', () => feed.getState().selectCursor()),
    select(words.selectDown, 'J', () => feed.getState().extend(1)),
    select(words.selectUp, 'K', () => feed.getState().extend(-1)),
    select(words.selectAll, 'X', () => feed.getState().selectAll()),
    feedCommand(words.showNew, 'n', () => {
      feed.getState().showWaiting();
      focusSoon('feed');
    }),
    { title: words.search, group: groupWords.feed, key: '/', run: () => search(stores) },
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
    feedCommand(words.archived, null, () => feed.getState().narrow({ view: 'archived' })),
  ];
}
