import { workerData } from 'node:worker_threads';
import { createPrint } from '#main/adapters/reports/print.ts';
import type { PrintReport } from '#main/ports/print-report.ts';
import { serveThread } from './serve.ts';

// Safe: printer-client.ts alone starts this thread, with the folder of the resources, and calls with what `PrintReport` takes.
const print = createPrint(workerData as string);

/* Sets a report in type. It has no database and no network; reading the fonts alone would hold the shell's thread too long. */
await serveThread(() => ({
  call: (_, input) => print(...(input as Parameters<PrintReport>)),
  tell: () => {},
  stop: () => {},
}));
