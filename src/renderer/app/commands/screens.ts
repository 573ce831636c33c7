import { screenWords } from '#renderer/words/app.ts';
import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { attendToDesks } from '../desks.ts';
import { goTo } from '../landing.ts';
import type { Stores } from '../stores.ts';
import { THEMES } from '../view-store.ts';
import { goToWhatIf } from '../what-if.ts';
import type { Command } from './command.ts';

/** The screens, the dialogs, and how everything looks and sounds. */
export function screenCommands(stores: Stores): readonly Command[] {
  const { view, notices, session } = stores;
  const { open, nextTheme, useTheme } = view.getState();
  return [
    { title: screenWords.feed, group: groupWords.goTo, key: '1', run: () => goTo(stores, 'feed') },
    { title: screenWords.fleet, group: groupWords.goTo, key: '2', run: () => goTo(stores, 'fleet') },
    { title: screenWords.map, group: groupWords.goTo, key: '3', run: () => goTo(stores, 'map') },
    { title: screenWords.baselines, group: groupWords.goTo, key: '4', run: () => goTo(stores, 'baselines') },
    { title: screenWords.engine, group: groupWords.goTo, key: '5', run: () => goTo(stores, 'engine') },
    {
      title: words.whatIf,
      group: groupWords.goTo,
      key: 'W',
      method: 'what_if.start',
      run: () => goToWhatIf(stores),
    },
    {
      title: screenWords.connectors,
      group: groupWords.goTo,
      key: '6',
      method: 'connectors.list',
      run: () => goTo(stores, 'connectors'),
    },
    {
      title: screenWords.quarantine,
      group: groupWords.goTo,
      key: '7',
      method: 'quarantine.list',
      run: () => goTo(stores, 'quarantine'),
    },
    {
      title: screenWords.configuration,
      group: groupWords.goTo,
      key: '8',
      method: 'settings.scope',
      run: () => goTo(stores, 'configuration'),
    },
    {
      title: screenWords.maintenance,
      group: groupWords.goTo,
      key: '9',
      method: 'maintenance.calendar',
      run: () => goTo(stores, 'maintenance'),
    },
    {
      title: screenWords.indicators,
      group: groupWords.goTo,
      key: 'I',
      method: 'indicators.get',
      run: () => goTo(stores, 'indicators'),
    },
    {
      title: screenWords.reports,
      group: groupWords.goTo,
      key: 'S',
      method: 'reports.make',
      run: () => goTo(stores, 'reports'),
    },
    {
      title: screenWords.runbooks,
      group: groupWords.goTo,
      key: 'B',
      method: 'runbooks.list',
      run: () => goTo(stores, 'runbooks'),
    },
    {
      title: screenWords.actions,
      group: groupWords.goTo,
      key: 'U',
      method: 'deliveries.list',
      run: () => goTo(stores, 'actions'),
    },
    {
      title: screenWords.trail,
      group: groupWords.goTo,
      key: 'C',
      method: 'trail.page',
      run: () => goTo(stores, 'trail'),
    },
    {
      title: screenWords.bundles,
      group: groupWords.goTo,
      key: 'V',
      method: 'bundles.open',
      run: () => goTo(stores, 'bundles'),
    },
    {
      title: words.import,
      group: groupWords.goTo,
      key: 'i',
      method: 'configuration.import',
      run: () => goTo(stores, 'import'),
    },
    { title: words.palette, group: groupWords.screen, key: 'Ctrl+k', run: () => open('palette') },
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
