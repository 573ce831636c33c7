import { createHash } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { ReportDocument } from '#core/model/report.ts';
import { toPdf } from './pdf.ts';

export type ReportFile = { readonly file: string; readonly bytes: number; readonly sha256: string };

/** Writes a report to a file, whole or not at all; what was there before is replaced. Throws what the file system throws. */
export async function writeReport(report: ReportDocument, file: string): Promise<ReportFile> {
  return writeWhole(file, await toPdf(report));
}

/** Bytes in a file, whole or not at all. Throws what the file system throws. */
export function writeWhole(file: string, bytes: Buffer): ReportFile {
  const beside = `${file}.part`;
  try {
    writeFileSync(beside, bytes);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
