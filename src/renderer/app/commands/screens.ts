import { screenWords } from '#renderer/words/app.ts';
import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { attendToDesks } from '../desks.ts';
import { goTo } from '../landing.ts';
import { MORE, TABS } from '../screens.ts';
import type { Stores } from '../stores.ts';
import { THEMES } from '../view-store.ts';
import { goToWhatIf } from '../what-if.ts';
import type { Command } from './command.ts';

/** The screens, the dialogs, and how everything looks and sounds. */
export function screenCommands(stores: Stores): readonly Command[] {
  const { view, notices, session } = stores;
  const { open, nextTheme, useTheme } = view.getState();
  return [
    ...[...TABS, ...MORE].map(
      ({ screen, ...place }): Command => ({
        title: screenWords[screen],
        group: groupWords.goTo,
        ...place,
        run: () => goTo(stores, screen),
      }),
    ),
    {
      title: words.whatIf,
      group: groupWords.goTo,
      key: 'W',
      method: 'what_if.start',
      run: () => goToWhatIf(stores),
    },
    {
      title: words.import,
      group: groupWords.goTo,
      key: 'i',
      method: 'configuration.import',
      run: () => goTo(stores, 'import'),
    },
    { title: words.palette, group: groupWords.screen, key: 'Ctrl+k', run: () => open('palette') },
    { title: words.about, group: groupWords.screen, key: null, run: () => open('about') },
    { title: words.settings, group: groupWords.screen, key: ',', run: () => open('settings') },
    { title: words.keys, group: groupWords.screen, key: '?', run: () => open('keys') },
    {
      title: words.sound,
      group: groupWords.screen,
      key: 'M',
      method: 'notices.mute',
      run: () => notices.getState().showMute(true),
    },
    {
      title: words.testNotices,
      group: groupWords.screen,
      key: null,
      run: () => void notices.getState().runTest(),
    },
    { title: words.nextTheme, group: groupWords.screen, key: 'T', run: nextTheme },
    ...THEMES.map(
      (theme): Command => ({
        title: words.themes[theme],
        group: groupWords.screen,
        key: null,
        run: () => useTheme(theme),
      }),
    ),
    {
      title: words.desks,
      group: groupWords.screen,
      key: 'H',
      method: 'desks.state',
      run: () => attendToDesks(stores),
    },
    {
      title: words.allDesks,
      group: groupWords.goTo,
      key: null,
      method: 'desks.state',
      run: () => open('desks'),
    },
    { title: words.person, group: groupWords.screen, key: 'O', run: () => open('person') },
    ...(session.getState().session?.accounts === true
      ? [{ title: words.lock, group: groupWords.screen, key: 'L', run: () => void session.getState().lock() }]
      : []),
    {
      title: words.accounts,
      group: groupWords.goTo,
      key: 'P',
      method: 'accounts.list',
      run: () => open('accounts'),
    },
    {
      title: words.workstations,
      group: groupWords.goTo,
      key: 'D',
      // At an attached workstation everybody may see to whom it is attached.
      ...(stores.link.getState().link ? {} : { method: 'lan.configure' }),
      run: () => open('workstations'),
    },
  ];
}
