import type { BrowserWindow } from 'electron';
import { SCREEN_BEAT_MS, SCREEN_BLIND_AFTER_MS } from '#contract/shell.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { createWatch } from '#main/services/shell/watch.ts';
import { SAFE_PAGE } from './origin.ts';

const RELOADS_AT_MOST = 3;
const WITHIN_MS = 5 * 60_000;

export type RevivalParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** The page shows nothing that can be trusted, until it is heard again. */
  readonly onBlind: () => void;
};
export type Revival = {
  /** The page beats. */
  readonly heard: () => void;
  /** It died or hangs, or the page without alarms is shown in its place. */
  readonly isBlind: () => boolean;
};

/**
 * Brings the page of a window back when its process dies or its beat stops: at once, three times in five minutes, then a
 * page without script takes its place, from which a person may try again.
 */
export function reviveWindow(window: BrowserWindow, { clock, timers, log, onBlind }: RevivalParts): Revival {
  const { webContents } = window;
  let reloads: number[] = [];
  let blind = false;
  let listens = false;

  const revive = (why: string) => {
    watch.stop();
    listens = false;
    if (window.isDestroyed()) return;
    const now = clock.monotonic();
    reloads = [...reloads.filter((at) => now - at < WITHIN_MS), now];
    log.error('the page died', { why, times: reloads.length });
    if (!blind) onBlind();
    blind = true;
    if (reloads.length <= RELOADS_AT_MOST) return webContents.reload();
    window
      .loadURL(SAFE_PAGE)
      .catch((error: unknown) => log.error('the page in its place did not load', { error }));
  };
  /** What hangs cannot be loaded again before its process is gone; `render-process-gone` follows. */
  const crash = () => {
    watch.stop();
    if (!window.isDestroyed()) webContents.forcefullyCrashRenderer();
  };
  const watch = createWatch({
    clock,
    timers,
    everyMs: SCREEN_BEAT_MS,
    hungAfterMs: SCREEN_BLIND_AFTER_MS,
    hung: crash,
  });
  webContents.on('render-process-gone', (_event, { reason }) => revive(reason));
  window.on('unresponsive', crash);
  window.on('closed', watch.stop);
  return {
    heard() {
      if (!listens) watch.start();
      listens = true;
      blind = false;
      watch.heard();
    },
    isBlind: () => blind,
  };
}
