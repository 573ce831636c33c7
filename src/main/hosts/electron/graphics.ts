import type { App } from 'electron';
import type { Log } from '#main/ports/log.ts';

/** Told to the program that is started in place of one whose graphics kept failing. */
export const NO_ACCELERATION = '--no-acceleration';
const FAILURES_AT_MOST = 3;

/** When the process that draws has failed three times, the program starts again and draws without the graphics card: slower, but there. */
export function watchGraphics(app: App, log: Log, args: readonly string[] = process.argv.slice(1)): void {
  let failures = 0;
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    failures += 1;
    log.error('the graphics process died', { reason, times: failures });
    if (failures < FAILURES_AT_MOST || args.includes(NO_ACCELERATION)) return;
    app.relaunch({ args: [...args, NO_ACCELERATION] });
    app.quit(); // orderly: nothing is wrong with the engine
  });
}
