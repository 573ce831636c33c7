import { app, Menu, powerMonitor, powerSaveBlocker, session } from 'electron';
import { EVENT_CHANNEL } from '#contract/ipc.ts';
import type { Log } from '#main/ports/log.ts';
import type { StaticFiles } from '#main/ports/static-files.ts';
import type { Shell } from '#main/services/shell.ts';
import { answerCalls } from './calls.ts';
import { confinePages, denyPermissions } from './harden.ts';
import { createNotices } from './notices.ts';
import { serveScreens } from './scheme.ts';
import { createTray } from './tray.ts';
import { createWindowKeeper } from './window-keeper.ts';

export type ElectronParts = {
  readonly shell: Shell;
  readonly files: StaticFiles;
  readonly preload: string;
  readonly icons: { readonly window: string; readonly tray: string };
  readonly log: Log;
};

/** The window, the tray, notices and the machine's power events around a running shell. Call it once Electron is ready. */
export function startElectronHost({ shell, files, preload, icons, log }: ElectronParts): void {
  serveScreens(files);
  denyPermissions(session.defaultSession);
  confinePages(log);
  setMenu();
  const keeper = createWindowKeeper({ preload, icon: icons.window, log });
  answerCalls(shell, keeper.ids, log);
  const showFinding = (finding_id: string) => {
    keeper.show();
    keeper.send(EVENT_CHANNEL, 'screen.show_finding', { finding_id });
  };
  const notices = createNotices(showFinding, log);
  const tray = createTray(icons.tray, { open: keeper.show, quit: () => app.quit() });
  shell.subscribe((event, payload) => keeper.send(EVENT_CHANNEL, event, payload));
  shell.subscribeTo('notice', notices.show);
  shell.subscribeTo('engine.changed', tray.tell);

  app.on('second-instance', keeper.show);
  app.on('activate', keeper.show);
  app.on('window-all-closed', () => {}); // the tray keeps auditing
  watchPower(shell, log);
  endOrderly(shell, keeper.letGo, log);
  keeper.show();
}

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
