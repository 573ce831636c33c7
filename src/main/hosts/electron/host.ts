import {
  app,
  Menu,
  nativeImage,
  powerMonitor,
  powerSaveBlocker,
  screen,
  session,
  shell as system,
} from 'electron';
import type { Payload } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { EVENT_CHANNEL } from '#contract/ipc.ts';
import type { Log } from '#main/ports/log.ts';
import type { StaticFiles } from '#main/ports/static-files.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import type { Shell } from '#main/services/shell.ts';
import { createBadge } from './badge.ts';
import { answerCalls } from './calls.ts';
import { watchGraphics } from './graphics.ts';
import { confinePages, denyPermissions } from './harden.ts';
import { createNotices } from './notices.ts';
import { START_PAGE, WALL_PAGE } from './origin.ts';
import { serveScreens } from './scheme.ts';
import { createTray } from './tray.ts';
import { placeOfWall } from './wall-place.ts';
import type { WindowLook } from './window.ts';
import type { WindowKeeper } from './window-keeper.ts';
import { createWindowKeeper } from './window-keeper.ts';

export type ElectronParts = {
  readonly shell: Shell;
  readonly files: StaticFiles;
  readonly preload: string;
  readonly icons: { readonly window: string; readonly tray: string; readonly alarm: string };
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** Calls with the paths of bundles that somebody opens with Vigil, from now on and before; returns nothing to undo: it is as long as the program. */
  readonly onOpened: (open: (paths: readonly string[]) => void) => void;
};

/** The windows, the tray, notices and the machine's power events around a running shell. Call it once Electron is ready. */
export function startElectronHost(given: ElectronParts): void {
  const { shell, files, preload, icons, clock, timers, log } = given;
  serveScreens(files);
  denyPermissions(session.defaultSession);
  confinePages(log);
  setMenu();
  const ids = new Set<number>();
  const parts = { preload, icon: icons.window, clock, timers, log, ids, onBlind: () => system.beep() };
  const keeper = createWindowKeeper({ ...parts, stays: true, look: () => SCREENS });
  const wall = createWindowKeeper({ ...parts, stays: false, look: lookOfWall });
  const heard = (id: number) => {
    keeper.heard(id);
    wall.heard(id);
  };
  // All windows of this program are one workstation: who signs in at one has signed in at all.
  const seat = shell.seat('page', 'electron', '');
  answerCalls(seat, ids, heard, log);
  watchGraphics(app, log);
  shell.opensWall(wall.show);
  const showFinding = (finding_id: string) => {
    keeper.show();
    keeper.send(EVENT_CHANNEL, 'screen.show_finding', { finding_id });
  };
  seat.subscribe((event, payload) => {
    keeper.send(EVENT_CHANNEL, event, payload);
    wall.send(EVENT_CHANNEL, event, payload);
  });
  tellNotices({ seat, icons, log }, keeper, showFinding);

  app.on('second-instance', keeper.show);
  given.onOpened((paths) => {
    keeper.show();
    void shell.bring(paths);
  });
  app.on('activate', keeper.show);
  app.on('window-all-closed', () => {}); // the tray keeps auditing
  watchPower(shell, log);
  endOrderly(shell, keeper.letGo, log);
  keeper.show();
}

/** Notifications, the tray, the badge and the flashing button: whatever is seen while the window is not. */
function tellNotices(
  { seat, icons, log }: Pick<ElectronParts, 'icons' | 'log'> & { readonly seat: Seat },
  keeper: WindowKeeper,
  showFinding: (id: string) => void,
): void {
  const say = (method: string, input: unknown) => void seat.call(method, input);
  const notices = createNotices({
    onClick: (id) => (id === null ? keeper.show() : showFinding(id)),
    onDesktop: (state) => say('notices.desktop', { state }),
    onTested: (test, notice) => say('notices.confirm_test', { test, notice, sound: null }),
    log,
  });
  const tray = createTray(icons.tray, {
    open: keeper.show,
    openFinding: showFinding,
    quit: () => app.quit(),
  });
  const badge = createBadge({
    platform: process.platform,
    setCount: (count) => app.setBadgeCount(count),
    setMark: (words) =>
      keeper.mark(words === null ? null : { image: nativeImage.createFromPath(icons.alarm), words }),
  });
  const tellOpen = (open: Payload<'notices.open'>) => {
    tray.tellOpen(open);
    badge(open);
  };
  seat.subscribeTo('notice', (notice) => {
    if (!notice.here) return;
    notices.show(notice);
    if (keeper.isBlind()) system.beep(); // the page that sounds is not there
    if (notice.severity === 'CRITICAL' && notice.kind === 'finding') keeper.flash();
  });
  seat.subscribeTo('notices.withdrawn', ({ tags }) => notices.withdraw(tags));
  seat.subscribeTo('notices.open', tellOpen);
  seat.subscribeTo('engine.changed', tray.tell);
  const ask = async () => {
    const reply = await seat.call('notices.state', {});
    if (reply.ok) tellOpen(methods['notices.state'].output.parse(reply.value).open);
  };
  // An engine of another workstation says nothing before somebody signs in, and nothing of what was while it could not be reached.
  seat.subscribeTo('session.changed', ask);
  seat.subscribeTo('link.changed', ({ link }) => void (link?.state === 'CONNECTED' && ask()));
  void ask();
}

const SCREENS: WindowLook = { page: START_PAGE, title: 'Vigil', width: 1440, height: 900 };

/** The wall board covers a second screen where there is one. */
const lookOfWall = (): WindowLook => ({
  page: WALL_PAGE,
  title: 'Vigil wall board',
  ...placeOfWall(screen.getAllDisplays(), screen.getPrimaryDisplay()),
});

/** Only macOS needs a menu, for copy and paste; elsewhere the page has every key. */
function setMenu(): void {
  const roles = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([...roles]) : null);
}

/** The machine must not sleep while Vigil audits; when it did all the same, what is due is asked at once. */
function watchPower(shell: Shell, log: Log): void {
  powerSaveBlocker.start('prevent-app-suspension');
  powerMonitor.on('suspend', () => log.info('the machine goes to sleep'));
  powerMonitor.on('resume', () => {
    log.info('the machine woke up');
    shell.wake();
  });
  powerMonitor.on('shutdown', () => app.quit());
}

/** A quit waits until the engine has written that it was planned. */
function endOrderly(shell: Shell, letGo: () => void, log: Log): void {
  let ended = false;
  app.on('before-quit', (event) => {
    letGo();
    if (ended) return;
    event.preventDefault();
    shell
      .close(true)
      .catch((error: unknown) => log.error('the engine did not end orderly', { error }))
      .finally(() => {
        ended = true;
        app.quit();
      });
  });
}
