import { goToBaselines } from '../baselines.ts';
import type { Stores } from '../stores.ts';
import { THEMES } from '../view-store.ts';
import type { Command } from './command.ts';

/** The screens, the dialogs, and how everything looks and sounds. */
export function screenCommands(stores: Stores): readonly Command[] {
  const { view, notices } = stores;
  const { go, open, nextTheme, useTheme } = view.getState();
  return [
    { title: 'Feed', group: 'Go to', key: '1', run: () => go('feed') },
    { title: 'Fleet', group: 'Go to', key: '2', run: () => go('fleet') },
    { title: 'Baselines', group: 'Go to', key: '4', run: () => goToBaselines(stores) },
    { title: 'Import', group: 'Go to', key: 'i', run: () => open('import') },
    { title: 'Commands', group: 'Screen', key: 'Ctrl+k', run: () => open('palette') },
    { title: 'Settings', group: 'Screen', key: ',', run: () => open('settings') },
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
