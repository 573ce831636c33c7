import type { Disposition, FindingSeverity, FindingStatus } from '#core/model/finding.ts';
import { LOCALE } from './measures.ts';

/** The words of the screens for the codes of the records. */
export const SEVERITY_WORD: Readonly<Record<FindingSeverity, string>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
};

export const STATUS_WORD: Readonly<Record<FindingStatus, string>> = {
  NEW: 'New',
  ACKNOWLEDGED: 'Acknowledged',
  RESOLVED: 'Resolved',
};

export const DISPOSITION_WORD: Readonly<Record<Disposition, string>> = {
  TRUE_POSITIVE: 'True positive: it was real',
  BENIGN: 'Benign: real, but expected',
  FALSE_POSITIVE: 'False positive: it was not so',
  UNDETERMINED: 'Undetermined',
};

/** A code such as `DEVICE_HEALTH` as words: `device health`. */
export const inWords = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

const METRICS: Readonly<Record<string, string>> = {
  phone_events: 'phone activity',
  location_updates: 'GPS updates',
  tour_checkpoints: 'checkpoint scans',
};

/** A metric as people call it, as the engine does in its findings; one of their own by its own name. */
export const metricWords = (metric: string): string => METRICS[metric] ?? inWords(metric);

/** Which scope set a value: `DEFAULT` is `by default`, `CLIENT RIVERBANK` is `at client RIVERBANK`. */
export const scopeWords = (scope: string): string =>
  scope === 'DEFAULT' ? 'by default' : `at ${scope.replace(/^[A-Z]+/, (word) => word.toLowerCase())}`;

export { spokenName as personName } from '#core/model/actor.ts';

/** The first letter as a sentence begins: `phone events` is `Phone events`. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 finding`, `3 findings`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count.toLocaleString(LOCALE)} ${count === 1 ? noun : plural}`;
