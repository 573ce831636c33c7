import type { PrintReport } from '#main/ports/print-report.ts';
import type { ShellHandlers } from '../handlers.ts';

/** Sets what a screen shows in type: it holds nothing that the screen does not have already. */
export const createPrinting = (print: PrintReport): Pick<ShellHandlers, 'reports.print'> => ({
  'reports.print': async ({ report, format }) => {
    const bytes = await print(report, format);
    return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
  },
});
