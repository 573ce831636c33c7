// Imported before the program: writes how long the main thread's loop stood still, a line for each tenth of a second, to the file that LOOP_DELAY names.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 1;
const EVERY_MS = 100;

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let since = Date.now();
  setInterval(() => {
    const max = delay.max / 1e6 - RESOLUTION_MS;
    appendFileSync(process.env.LOOP_DELAY, `${since} ${max}\n`);
    delay.reset();
    since = Date.now();
  }, EVERY_MS).unref();
}
