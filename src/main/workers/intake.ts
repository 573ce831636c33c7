import { workerData } from 'node:worker_threads';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { openGates } from './open-gates.ts';
import { createTelemetryParser } from './parser-client.ts';
import { serveThread } from './serve.ts';

/** Safe: gate-thread.ts alone starts this thread, and says where the file of the parser is. */
const parser = new URL(workerData as string);

/* The thread of the gates, under the clock of the machine. */
await serveThread((outlet) => {
  const time = { clock: systemClock, timers: systemTimers };
  return openGates(outlet, {
    ...time,
    files: createTelemetryParser({ ...time, log: outlet.log, file: parser }),
  });
});
