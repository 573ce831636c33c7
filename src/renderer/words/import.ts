import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The import of configuration files. */
export const importWords = {
  title: 'Import sites, people, tours and runbooks',
  drop: 'Drop configuration files here (YAML, JSON or CSV). Nothing changes before you have seen what would.',
  choose: 'Choose files',
  files: 'Configuration files',
  reading: 'Reading the files…',
  failed: 'Nothing was changed.',
  deactivateMissing: 'Deactivate sites that are not in these files',
  close: 'Close',
  cancel: 'Cancel',
  working: 'Working…',
  import: 'Import',
} as const;

/** What an import does to a site, a person, a tour or a runbook. */
export const changeWords = {
  deactivated: 'deactivated',
  changed: 'changed',
  added: 'added',
  missing: 'missing',
  unchanged: 'unchanged',
} as const;
export type ChangeWord = keyof typeof changeWords;

type Held = Readonly<
  Record<'tenants' | 'clients' | 'sites' | 'people' | 'devices' | 'tours' | 'runbooks', number>
>;

const listed = ({ tenants, clients, sites, people, devices, tours, runbooks }: Held): string =>
  [
    counted(tenants, 'tenant'),
    counted(clients, 'client'),
    counted(sites, 'site'),
    counted(people, 'person', 'people'),
    counted(devices, 'device'),
    counted(tours, 'tour'),
    counted(runbooks, 'runbook'),
  ].join(', ');

/** What an import would change, or has changed. */
export const diffWords = {
  done: 'Imported',
  planned: 'What would change',
  doneAs: (version: number | null) => `Imported as version ${version ?? '—'}:`,
  would: 'Would change:',
  nothing: 'nothing changes',
  /** `3 added, 12 unchanged`. */
  summary: (counts: readonly (readonly [change: ChangeWord, count: number])[]) =>
    counts.map(([change, count]) => `${count.toLocaleString(LOCALE)} ${changeWords[change]}`).join(', '),
  sentence: (summary: string) => `${summary}.`,
  held: (held: Held) => `The files hold ${listed(held)}.`,
  noValue: '(none)',
  more: (count: number) => `and ${count.toLocaleString(LOCALE)} more.`,
} as const;

/** What is wrong with the files. */
export const problemWords = {
  name: 'Problems',
  mend: (count: number) => `${counted(count, 'problem')}: mend the files and choose them again.`,
  head: { file: 'file', line: 'line', field: 'field', found: 'found', expected: 'expected' },
} as const;
