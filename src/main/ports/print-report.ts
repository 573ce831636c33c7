import type { ReportDocument } from '#core/model/report.ts';

/** A report as PDF. Rejects with Refused for one that is too large. */
export type PrintReport = (report: ReportDocument) => Promise<Uint8Array>;
