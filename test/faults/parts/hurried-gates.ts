import { workerData } from 'node:worker_threads';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { openGates } from '#main/workers/open-gates.ts';
import { createTelemetryParser } from '#main/workers/parser-client.ts';
import { serveThread } from '#main/workers/serve.ts';

/** Files are taken, servers asked and connections made again so many times as soon as they would be. */
const SPEED = 300;
/** Safe: gate-thread.ts starts this thread, and says where the file of the parser is. */
const parser = new URL(workerData as string);

/*
 * The real gates for whom every wait is short: a life that is ended after a second must have seen all of them at work. The thread that reads
 * files has the time that it needs.
 */
await serveThread((outlet) =>
  openGates(outlet, {
    clock: { now: systemClock.now, monotonic: () => systemClock.monotonic() * SPEED },
    timers: {
      every: (ms, run) => systemTimers.every(ms / SPEED, run),
      after: (ms, run) => systemTimers.after(ms / SPEED, run),
    },
    files: createTelemetryParser({
      ...{ clock: systemClock, timers: systemTimers },
      log: outlet.log,
      file: parser,
    }),
  }),
);
