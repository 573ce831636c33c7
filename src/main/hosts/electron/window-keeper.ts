import type { BrowserWindow, NativeImage } from 'electron';
import { type Revival, type RevivalParts, reviveWindow } from './revival.ts';
import { openWindow, type WindowLook, type WindowParts } from './window.ts';

export type WindowKeeper = {
  /** Brings the window to the front, opening it anew if it is gone. */
  readonly show: () => void;
  /** Sends to the page; dropped when there is none (it asks anew when it opens). */
  readonly send: (channel: string, ...values: readonly unknown[]) => void;
  /** Draws attention to the window until somebody looks at it. */
  readonly flash: () => void;
  /** A mark on the window's button in the taskbar, with its words; null takes it away. Windows alone knows it. */
  readonly mark: (mark: WindowMark | null) => void;
  /** The page of this id beats, if it is ours. */
  readonly heard: (id: number) => void;
  /** The page is dead or does not answer: it neither shows nor sounds. */
  readonly isBlind: () => boolean;
  /** From now on closing the window really closes it. */
  readonly letGo: () => void;
};

export type WindowMark = { readonly image: NativeImage; readonly words: string };

export type KeeperParts = WindowParts &
  RevivalParts & {
    /** Ids of the pages that we opened and that are still there: only these may ask. The keeper adds its own and takes it away. */
    readonly ids: Set<number>;
    /** Asked each time that the window is opened. */
    readonly look: () => WindowLook;
    /** Closing it only hides it, so that auditing and notices go on. */
    readonly stays: boolean;
  };

/** Keeps one window on one of our pages. */
export function createWindowKeeper({ ids, look, stays, ...parts }: KeeperParts): WindowKeeper {
  let window: BrowserWindow | null = null;
  let revival: Revival | null = null;
  let leaving = !stays;
  let marked: WindowMark | null = null;
  const drawMark = () => window?.setOverlayIcon(marked?.image ?? null, marked?.words ?? '');

  const open = () => {
    const opened = openWindow(parts, look());
    const { id } = opened.webContents;
    ids.add(id);
    revival = reviveWindow(opened, parts);
    opened.on('close', (event) => {
      if (leaving) return;
      event.preventDefault();
      opened.hide();
    });
    opened.once('ready-to-show', () => marked !== null && drawMark());
    opened.on('closed', () => {
      ids.delete(id);
      window = null;
      revival = null;
    });
    return opened;
  };

  return {
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
    flash() {
      if (window === null || window.isDestroyed() || window.isFocused()) return;
      const flashing = window;
      flashing.flashFrame(true);
      flashing.once('focus', () => flashing.flashFrame(false));
    },
    mark(mark) {
      marked = mark;
      drawMark();
    },
    heard(id) {
      if (window?.webContents.id === id) revival?.heard();
    },
    isBlind: () => revival?.isBlind() ?? false,
    letGo: () => {
      leaving = true;
    },
  };
}
