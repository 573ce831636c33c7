import { BrowserWindow } from 'electron';
import type { Log } from '#main/ports/log.ts';

export type WindowParts = {
  /** The built preload, one CommonJS file. */
  readonly preload: string;
  readonly icon: string;
  readonly log: Log;
};

/** Which of our pages a window shows, and where it opens. Without a place the system finds one. */
export type WindowLook = {
  readonly page: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
};

/** Opens a window on one of our pages, hidden until it has something to show. */
export function openWindow(
  { preload, icon, log }: WindowParts,
  { page, ...look }: WindowLook,
): BrowserWindow {
  const window = new BrowserWindow({
    ...look,
    minWidth: 800,
    minHeight: 500,
    show: false,
    icon,
    backgroundColor: '#0f1419',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      spellcheck: false,
      // Alarms and ages go on while the window is behind another.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(page).catch((error: unknown) => log.error('the page did not load', { error }));
  return window;
}
