// `app`: its paths, its readiness and its end.
import { EventEmitter } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { appendSwitch, closeBrowser, startBrowser } from './browser.mjs';
import { preventable, record, strict } from './strict.mjs';

class App extends EventEmitter {
  name = 'app';
  isPackaged = false;
  commandLine = { appendSwitch, hasSwitch: () => false, getSwitchValue: () => '' };
  #paths = new Map();
  #version = '0';
  #folder = '.';
  #ready = Promise.withResolvers();
  #isReady = false;
  #ending = false;
  /** Filled by windows.mjs. */
  windows = () => [];

  prepare(folder, description) {
    this.#folder = folder;
    this.#version = description.version ?? '0';
    this.name = description.productName ?? description.name;
    const given = process.argv.find((argument) => argument.startsWith('--user-data-dir='));
    if (given !== undefined) this.#paths.set('userData', given.slice('--user-data-dir='.length));
  }
  async start() {
    const endpoint = await startBrowser(this.getPath('userData'));
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#ready.resolve();
    process.send?.({ ready: true, endpoint });
  }
  whenReady() {
    return this.#ready.promise;
  }
  isReady() {
    return this.#isReady;
  }
  getPath(name) {
    const known = this.#paths.get(name);
    if (known !== undefined) return known;
    if (name === 'home') return homedir();
    if (name === 'appData') return join(homedir(), '.config');
    if (name === 'userData') return join(this.getPath('appData'), this.name);
    throw new Error(`Failed to get '${name}' path`);
  }
  setPath(name, path) {
    this.#paths.set(name, path);
  }
  getAppPath() {
    return this.#folder;
  }
  getName() {
    return this.name;
  }
  getVersion() {
    return this.#version;
  }
  getLocale() {
    return 'en-US';
  }
  requestSingleInstanceLock() {
    return true;
  }
  setAppUserModelId() {}
  setBadgeCount(count) {
    record('badge', { count });
    return true;
  }
  enableSandbox() {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    record('sandbox');
  }
  disableHardwareAcceleration() {
    if (this.#isReady)
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
    record('no-acceleration');
  }
  relaunch({ args, execPath } = {}) {
    record('relaunch', { args, ...(execPath === undefined ? {} : { execPath }) });
  }
  quit() {
    if (this.#ending) return;
    if (this.#refused('before-quit')) return;
    for (const window of this.windows()) {
      window.close();
      if (!window.isDestroyed()) return;
    }
    if (this.#refused('will-quit')) return;
    this.exit(0);
  }
  #refused(name) {
    const event = preventable();
    this.emit(name, event);
    return event.defaultPrevented;
  }
  exit(code = 0) {
    if (this.#ending) return;
    this.#ending = true;
    this.emit('quit', {}, code);
    void closeBrowser().finally(() => process.exit(code));
  }
}

export const app = strict('app', new App());
export const prepareApp = (folder, description) => app.prepare(folder, description);
export const startApp = () => app.start();

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => app.quit());
if (process.send) process.on('disconnect', () => app.exit(0));
