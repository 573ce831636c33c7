import type { ReportDocument } from '#core/model/report.ts';

export type ReportFormat = 'pdf' | 'html';

/** A report as PDF, or as one page for any browser. Rejects with Refused for one that is too large. */
export type PrintReport = (report: ReportDocument, format: ReportFormat) => Promise<Uint8Array>;

/** Puts a file into a folder that is made where it is missing, whole or not at all. Rejects with what the file system says, or after some seconds without an answer. */
export type SaveFile = (folder: string, name: string, bytes: Uint8Array) => Promise<void>;
