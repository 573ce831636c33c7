import type { ReportDocument } from '#core/model/report.ts';
import { toPdf } from '#main/adapters/reports/pdf.ts';
import { serveThread } from './serve.ts';

/* Sets a report in type. It has no database and no network; reading the fonts alone would hold the shell's thread too long. */
await serveThread(() => ({
  // Safe: only printer-client.ts starts this thread, and calls with this alone.
  call: (_, input) => toPdf(input as ReportDocument),
  tell: () => {},
  stop: () => {},
}));
