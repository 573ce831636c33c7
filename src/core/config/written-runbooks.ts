import type { Runbook } from '#core/model/runbook.ts';
import { readAs } from '../kit/read-as.ts';
import { RunbookDocument, runbookOf } from './runbook-schema.ts';
import type { WrittenFile } from './written.ts';

/** One runbook of a file with its position in the file's list. */
export type WrittenRunbook = { readonly index: number; readonly runbook: Omit<Runbook, 'version'> };

/** The runbooks of a file that have the right form; the schema tells of the others. */
export function writtenRunbooks({ document }: WrittenFile): readonly WrittenRunbook[] {
  const list =
    document !== null && typeof document === 'object' ? Reflect.get(document, 'runbooks') : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index) => {
    const parsed = readAs(RunbookDocument, entry);
    return parsed.success ? [{ index, runbook: runbookOf(parsed.data) }] : [];
  });
}
