import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { autostartFile, autostartFolder } from '#main/adapters/system/autostart.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { defaultDataFolder } from '#main/adapters/system/data-folder.ts';
import { createStaticFiles } from '#main/adapters/system/static-files.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { replaceAppImage } from '#main/adapters/updates/app-image.ts';
import { NO_ACCELERATION } from '#main/hosts/electron/graphics.ts';
import { startElectronHost } from '#main/hosts/electron/host.ts';
import { installedAs } from '#main/hosts/electron/install-update.ts';
import { osKeyStore } from '#main/hosts/electron/key-store.ts';
import { osLoginItem } from '#main/hosts/electron/login-item.ts';
import { createOpenedFiles } from '#main/hosts/electron/opened-files.ts';
import { declareScheme } from '#main/hosts/electron/scheme.ts';
import { type LoginItem, noLoginItem } from '#main/ports/login-item.ts';
import { bundlesAmong, withoutBundles } from './bundle-arguments.ts';
import { armLastResort } from './last-resort.ts';
import { START_AGAIN } from './start-again.ts';
import { startShell } from './start-shell.ts';

/* Vigil in Electron. "ready" fires only after this module was evaluated: nothing here may wait for it at top level. */

const folder = import.meta.dirname;
const resources = join(folder, '../../resources');
const { APPIMAGE } = process.env;
const demo = process.argv.includes('--demo');
const dataFolder = defaultDataFolder(demo);
const { version } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
  version: string;
};

app.setPath('userData', join(dataFolder, 'window'));
app.setAppUserModelId('vigil');
app.enableSandbox();
if (process.argv.includes(NO_ACCELERATION)) app.disableHardwareAcceleration();
declareScheme();
const opened = createOpenedFiles();
opened.add(bundlesAmong(process.argv.slice(1), process.cwd()));
// macOS tells of a double click by this event, which comes before "ready" where it starts Vigil.
app.on('open-file', (event, path) => {
  event.preventDefault();
  opened.add([path]);
});
app.on('second-instance', (_, argv, cwd) => opened.add(bundlesAmong(argv.slice(1), cwd)));
if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  const shell = await startShell({
    dataFolder,
    threads: {
      engine: new URL('./engine.js', import.meta.url),
      reader: new URL('./reader.js', import.meta.url),
      parser: new URL('./parser.js', import.meta.url),
      backup: new URL('./backup.js', import.meta.url),
      intake: new URL('./intake.js', import.meta.url),
      whatIf: new URL('./what-if.js', import.meta.url),
      printer: new URL('./printer.js', import.meta.url),
      bundles: new URL('./bundles.js', import.meta.url),
    },
    resources,
    bundlePage: join(folder, '../bundle-page'),
    host: 'electron',
    keyStore: osKeyStore,
    loginItem: loginItem(),
    installedAs: isInstalled() ? installedAs(APPIMAGE, replaceAppImage) : null,
    version,
    demo,
    startAgain,
  });
  // Not before it has started: what fails at every start must not start for ever.
  armLastResort(dataFolder, startAgain);
  startElectronHost({
    shell,
    files: createStaticFiles(join(folder, '../renderer')),
    preload: join(folder, '../preload/index.cjs'),
    icons: {
      window: join(resources, 'icons/vigil.png'),
      tray: join(resources, 'icons/tray.png'),
      alarm: join(resources, 'icons/alarm.png'),
    },
    clock: systemClock,
    timers: systemTimers,
    log: shell.log,
    onOpened: opened.listen,
  });
}

const isInstalled = (): boolean => app.isPackaged || APPIMAGE !== undefined;

/** Only what is installed: the path of a program that is being developed is nobody's to start. */
function loginItem(): LoginItem {
  if (!isInstalled()) return noLoginItem('UNAVAILABLE', 'Only an installed Vigil is started at login.');
  return process.platform === 'linux'
    ? autostartFile(autostartFolder(), APPIMAGE ?? process.execPath)
    : osLoginItem;
}

function startAgain(): void {
  app.relaunch({ args: [...withoutBundles(process.argv.slice(1))] });
  app.exit(START_AGAIN);
}

/** Told in a box of the system: there is no window to tell it in. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Vigil cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
