import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { app } from 'electron';
import type { InstalledAs } from '#main/services/updates/updater.ts';

/** How the next version of an installed program is installed. `replace` puts another AppImage in the place of this one. */
export function installedAs(
  appImage: string | undefined,
  replace: (running: string, next: string) => void,
): InstalledAs {
  if (process.platform === 'win32')
    return {
      kind: 'nsis',
      way: 'RUN',
      // It asks for the rights itself, waits for this program's end, and starts the new one.
      async install(file) {
        const child = spawn(file, ['--updated', '/S', '--force-run'], { detached: true, stdio: 'ignore' });
        await once(child, 'spawn');
        child.unref();
        app.quit();
      },
    };
  if (process.platform === 'darwin')
    return {
      kind: 'dmg',
      way: 'OPENED',
      async install(file) {
        // The one file that was verified, and no program of Electron's that opens whatever it is given.
        const [code] = await once(spawn('/usr/bin/open', [file], { stdio: 'ignore' }), 'exit');
        if (code !== 0) throw new Error('macOS did not open the disk image.');
      },
    };
  if (appImage === undefined)
    return { kind: 'deb', way: 'BY_HAND', install: () => Promise.reject(new Error('by hand')) };
  return {
    kind: 'AppImage',
    way: 'REPLACED',
    async install(file) {
      replace(appImage, file);
      app.relaunch({ execPath: appImage });
      app.quit();
    },
  };
}
