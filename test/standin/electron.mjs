// A stand-in for the `electron` module, for tests only: the app's real built main runs in Node, its windows are pages of a
// real headless Chromium. It knows what Vigil uses; everything else throws.
import { app } from './app.mjs';
import { protocol } from './browser.mjs';
import { BrowserWindow } from './browser-window.mjs';
import { makeCodec } from './codec.mjs';
import {
  dialog,
  Menu,
  Notification,
  nativeImage,
  powerMonitor,
  powerSaveBlocker,
  shell,
  Tray,
} from './desktop.mjs';
import { ipcMain } from './ipc-main.mjs';
import { safeStorage } from './safe-storage.mjs';
import { screen } from './screen.mjs';
import { session } from './session.mjs';

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
export default electron;

// A test asks main to evaluate a function, by the same convention as Playwright's ElectronApplication.evaluate.
const codec = makeCodec();
process.on('message', async ({ evaluate, id, argument } = {}) => {
  if (evaluate === undefined) return;
  try {
    const value = await (0, eval)(`(${evaluate})`)(electron, argument);
    process.send({ id, value: codec.enc(value) });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});
