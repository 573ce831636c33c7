import type { FeedCounts } from '#contract/imports.ts';
import type { Api, Fault } from '#contract/index.ts';
import { textPieces } from './file-text.ts';
import { type ImportFile, isTelemetry } from './import-files.ts';

/** Problems that are kept of one file. */
const MOST_PROBLEMS = 100;

/** What became of a telemetry file so far. */
export type TelemetryCounts = FeedCounts & {
  /** Bytes of the file that were read. */
  readonly read: number;
  /** How it ended; null: it is being read. `stopped`: a person stopped it. */
  readonly end: 'done' | 'stopped' | Fault | null;
};

export const NOTHING_READ: TelemetryCounts = {
  ...{ accepted: 0, duplicates: 0, quarantined: 0, problems: [], unknown: [], read: 0, end: null },
};

export type RunParts = {
  readonly api: Api;
  readonly importId: string;
  readonly dryRun: boolean;
  readonly isStopped: () => boolean;
  readonly onCounts: (counts: TelemetryCounts) => void;
};

/** Sends one telemetry file, piece by piece, and tells after each what became of it. Never rejects. */
export async function runTelemetry(file: ImportFile, parts: RunParts): Promise<TelemetryCounts> {
  let counts = NOTHING_READ;
  const tell = (next: TelemetryCounts) => {
    counts = next;
    parts.onCounts(counts);
  };
  try {
    let piece = 0;
    for await (const { text, read, last } of textPieces(file.file, file)) {
      if (parts.isStopped()) {
        tell({ ...counts, end: 'stopped' });
        return counts;
      }
      const reply = await parts.api.call('imports.feed', {
        ...{ import: parts.importId, file: toldFile(file), piece, text, last, dry_run: parts.dryRun },
      });
      tell(reply.ok ? { ...added(counts, reply.value), read } : { ...counts, end: reply.fault });
      if (!reply.ok) return counts;
      piece += 1;
    }
    tell({ ...counts, end: 'done' });
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    tell({ ...counts, end: unreadable(file, error) });
  }
  return counts;
}

/** The file as the engine is told of it. */
export function toldFile({ file, kind, mapping, beside: { site, device } }: ImportFile) {
  return {
    name: file.name,
    kind: isTelemetry(kind) ? kind : ('ndjson' as const),
    ...(kind === 'table' && mapping !== null ? { mapping: { ...mapping } } : {}),
    ...(site === undefined ? {} : { site }),
    ...(device === undefined ? {} : { device }),
  };
}

/** A file that the browser could not read: moved meanwhile, no gzip, or not in the encoding that was chosen. */
export const unreadable = ({ file }: Pick<ImportFile, 'file'>, error: Error): Fault => ({
  code: 'invalid-file',
  message: `${file.name}: ${error.message}`,
});

function added(sum: TelemetryCounts, counts: FeedCounts): TelemetryCounts {
  const unknown = new Map(sum.unknown.map(({ site, lines }) => [site, lines]));
  for (const { site, lines } of counts.unknown) unknown.set(site, (unknown.get(site) ?? 0) + lines);
  return {
    ...sum,
    accepted: sum.accepted + counts.accepted,
    duplicates: sum.duplicates + counts.duplicates,
    quarantined: sum.quarantined + counts.quarantined,
    problems: [...sum.problems, ...counts.problems].slice(0, MOST_PROBLEMS),
    unknown: [...unknown].map(([site, lines]) => ({ site, lines })),
  };
}
