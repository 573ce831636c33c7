import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrintReport } from '#main/ports/print-report.ts';
import { toHtml } from './html.ts';
import { toPdf } from './pdf.ts';

/** Prints reports with what the program ships for it in `resources`. */
export const createPrint =
  (resources: string): PrintReport =>
  async (report, format) =>
    format === 'pdf'
      ? toPdf(report)
      : Buffer.from(toHtml(report, readFileSync(join(resources, 'reports/report.css'), 'utf8')));
