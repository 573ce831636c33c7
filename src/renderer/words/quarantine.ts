import type { Answer } from '#contract/index.ts';
import type { QuarantineDto } from '#contract/quarantine.ts';
import { counted } from './codes.ts';

/** Why a line was refused. */
export const reasonWords: Readonly<Record<QuarantineDto['reason'], string>> = {
  UNKNOWN_SITE: 'Unknown site',
  FUTURE: 'From the future',
  INVALID: 'Cannot be read',
};
/** What mends the cause. */
export const mendWords: Readonly<Record<QuarantineDto['reason'], string>> = {
  UNKNOWN_SITE: 'Configure the site or the device, then take the lines in again.',
  FUTURE: 'Set the clock of the sender. Lines can be taken in again once their time has passed.',
  INVALID: 'Mend the sender and send again; what it sent wrongly can be discarded.',
};

/** The screen of what was refused. */
export const quarantineWords = {
  title: 'Quarantine',
  loading: 'what was refused',
  failed: 'What was refused could not be loaded.',
  kept: 'What is shown is from before.',
  empty: 'Nothing was refused.',
  emptyMeans: 'Telemetry that cannot be taken in is listed here with the reason. Nothing is dropped.',
  connectors: 'Connectors',
  groups: 'Reasons and sources',
  all: (lines: number) => `Everything (${counted(lines, 'line')})`,
  group: (reason: string, source: string, lines: number) => `${reason}, ${source}: ${counted(lines, 'line')}`,
  nobody: 'no source',
  lines: 'Refused lines',
  at: 'Came',
  reason: 'Why',
  place: 'Where it stood',
  line: 'The line as it came',
  action: 'Action',
  showLine: 'Show',
  retryOne: 'Take in',
  discardOne: 'Discard',
  retry: 'Take in again',
  retryHint: 'Reads these lines again, each once. What is taken in leaves the list',
  discard: 'Discard',
  export: 'Export',
  exportHint: 'Saves these lines as NDJSON. They may name people',
  exported: (lines: number) => `${counted(lines, 'line')} exported.`,
  older: 'Older',
  newest: 'Newest',
  working: 'Working…',
  retried: ({ accepted, duplicates, remaining }: Answer<'quarantine.retry'>) =>
    `${counted(accepted, 'event')} taken in, ${counted(duplicates, 'duplicate')}, ${counted(remaining, 'line')} refused again.`,
  discarded: (lines: number) => `${counted(lines, 'line')} discarded.`,
  refused: (why: string) => `Not done. ${why}`,
  discardTitle: (lines: string) => `Discard ${lines}?`,
  oneLine: 'this line',
  discardMeans: 'They are deleted for good. The trail keeps how many, whose and why.',
  because: 'Reason',
  fileName: 'quarantine.ndjson',
} as const;
