import type { BrowserWindow } from 'electron';
import { openWindow, type WindowParts } from './window.ts';

export type WindowKeeper = {
  /** Ids of the pages that we opened and that are still there. */
  readonly ids: ReadonlySet<number>;
  /** Brings the window to the front, opening it anew if it is gone. */
  readonly show: () => void;
  /** Sends to the page; dropped when there is none (it asks anew when it opens). */
  readonly send: (channel: string, ...values: readonly unknown[]) => void;
  /** From now on closing the window really closes it. */
  readonly letGo: () => void;
};

/** Keeps one window: closing it only hides it, so that auditing and notices go on. */
export function createWindowKeeper(parts: WindowParts): WindowKeeper {
  const ids = new Set<number>();
  let window: BrowserWindow | null = null;
  let leaving = false;

  const open = () => {
    const opened = openWindow(parts);
    const { id } = opened.webContents;
    ids.add(id);
    opened.on('close', (event) => {
      if (leaving) return;
      event.preventDefault();
      opened.hide();
    });
    opened.on('closed', () => {
      ids.delete(id);
      window = null;
    });
    return opened;
  };

  return {
    ids,
    show() {
      if (window === null) {
        window = open(); // shows itself when it has something to show
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    send(channel, ...values) {
      if (window !== null && !window.isDestroyed()) window.webContents.send(channel, ...values);
    },
    letGo: () => {
      leaving = true;
    },
  };
}
