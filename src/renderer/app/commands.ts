import { EVERYTHING_OPEN } from '#renderer/features/feed/index.ts';
import { goToBaselines } from './baselines.ts';
import { askWhetherNormal, whyNotNormal } from './normal.ts';
import { askToReport } from './report.ts';
import { askToShelve, whyNotShelved } from './shelve.ts';
import type { Stores } from './stores.ts';
import { THEMES } from './view-store.ts';

export type CommandGroup = 'Findings' | 'Feed' | 'Go to' | 'Screen';

/** One thing that the operator can do: by its key, from the palette, and listed under `?`. */
export type Command = {
  readonly title: string;
  readonly group: CommandGroup;
  /** As `KeyboardEvent.key` says it, with `Ctrl+` for Ctrl or Cmd; null: only in the palette. */
  readonly key: string | null;
  readonly run: () => void;
  /** Why it cannot be done now, in a sentence; null when it can. */
  readonly hindrance?: () => string | null;
};

/** How a key is printed on the screen. */
export function keyLabel(key: string): string {
  if (key === 'Escape') return 'Esc';
  if (key === 'Enter') return '↵';
  if (key.startsWith('Ctrl+')) return `Ctrl ${key.slice(5).toUpperCase()}`;
  return /^[A-Z]$/.test(key) ? `Shift ${key}` : key;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Whether an event is the key of a command. */
export function isKeyOf(key: string, event: Pressed): boolean {
  if (event.altKey) return false;
  const wantsControl = key.startsWith('Ctrl+');
  if (wantsControl !== (event.ctrlKey || event.metaKey)) return false;
  return wantsControl ? event.key.toLowerCase() === key.slice(5) : event.key === key;
}

/** Gives the focus to an element that may only be drawn with the next frame. */
const focusSoon = (id: string): void =>
  void requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }));

function findingCommands(stores: Stores): readonly Command[] {
  const { feed, workflow, learning, view } = stores;
  const targets = () => feed.getState().targets();
  const act = (title: string, key: string, run: (ids: readonly string[]) => void): Command => ({
    title,
    group: 'Findings',
    key,
    run: () => targets().length > 0 && run(targets()),
  });
  return [
    act('Acknowledge', 'a', (ids) => void workflow.getState().acknowledge(ids)),
    act('Resolve', 'r', (ids) => workflow.getState().ask('resolve', ids)),
    {
      ...act('Shelve', 's', (ids) => askToShelve(stores, ids)),
      hindrance: () => whyNotShelved(stores, targets()),
    },
    {
      ...act('This was normal', 'N', (ids) => askWhetherNormal(stores, ids)),
      hindrance: () => whyNotNormal(stores, targets()),
    },
    { title: 'Report a finding', group: 'Findings', key: 'R', run: () => askToReport(stores) },
    {
      title: 'Undo',
      group: 'Findings',
      key: 'u',
      run: () => (workflow.getState().message?.undo ?? learning.getState().message?.undo)?.(),
    },
    {
      title: 'Open the finding',
      group: 'Findings',
      key: 'Enter',
      run: () => {
        view.getState().cover(true);
        focusSoon('finding');
      },
    },
  ];
}

/** Esc goes back one step: from the finding to the feed, then the selection, then the filter stays as it is. */
function goBack({ view, feed }: Stores): void {
  if (view.getState().covers) view.getState().cover(false);
  else feed.getState().clearSelected();
  focusSoon('feed');
}

function feedCommands(stores: Stores): readonly Command[] {
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

function screenCommands(stores: Stores): readonly Command[] {
  const { view, notices } = stores;
  const { go, open, nextTheme, useTheme } = view.getState();
  return [
    { title: 'Feed', group: 'Go to', key: '1', run: () => go('feed') },
    { title: 'Fleet', group: 'Go to', key: '2', run: () => go('fleet') },
    { title: 'Baselines', group: 'Go to', key: '3', run: () => goToBaselines(stores) },
    { title: 'Import', group: 'Go to', key: 'i', run: () => open('import') },
    { title: 'Commands', group: 'Screen', key: 'Ctrl+k', run: () => open('palette') },
    { title: 'All keys', group: 'Screen', key: '?', run: () => open('keys') },
    { title: 'Sound on or off', group: 'Screen', key: 'M', run: () => notices.getState().toggleMuted() },
    { title: 'Next theme', group: 'Screen', key: 'T', run: nextTheme },
    ...THEMES.map(
      (theme): Command => ({
        title: `Theme: ${theme}`,
        group: 'Screen',
        key: null,
        run: () => useTheme(theme),
      }),
    ),
    { title: 'Who is at this desk', group: 'Screen', key: null, run: () => open('person') },
  ];
}

/** The commands of each site, for the palette. */
export function siteCommands(stores: Stores): readonly Command[] {
  const { fleet, feed, view } = stores;
  return (fleet.getState().sites ?? []).flatMap((site): readonly Command[] => [
    {
      title: `Findings of ${site.code} ${site.name}`,
      group: 'Go to',
      key: null,
      run: () => {
        view.getState().go('feed');
        feed.getState().narrow({ ...EVERYTHING_OPEN, site: site.code });
      },
    },
    {
      title: `Baselines of ${site.code} ${site.name}`,
      group: 'Go to',
      key: null,
      run: () => goToBaselines(stores, site.code),
    },
  ]);
}

/** Everything that can be done by key or from the palette. */
export const createCommands = (stores: Stores): readonly Command[] => [
  ...findingCommands(stores),
  ...feedCommands(stores),
  ...screenCommands(stores),
];
