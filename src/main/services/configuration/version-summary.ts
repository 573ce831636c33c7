import { z } from 'zod';
import { CHANGE_KINDS } from '#contract/configuration.ts';

const Written = z.object({ finding_type: z.string(), version: z.number().int() });

/** A version of a runbook that a version of the configuration brought. */
export type WrittenRunbookVersion = z.output<typeof Written>;

/** What a version says of itself; an early one says only its files. */
const Summary = z
  .object({
    kind: z.enum(CHANGE_KINDS).catch('files'),
    files: z.array(z.string()).catch([]),
    reason: z.string().nullable().catch(null),
    undone: z.number().int().nullable().catch(null),
    runbooks: z.array(Written).catch([]),
  })
  .catch({ kind: 'files', files: [], reason: null, undone: null, runbooks: [] });
export type VersionSummary = z.output<typeof Summary>;

/** What was noted of a change when its version was written. */
export const readSummary = (summary: unknown): VersionSummary => Summary.parse(summary);
