/*
 * The archive of a real database at work, made to be killed. Says a word with each slice.
 */
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';

export type ArchiveChildSettings = {
  readonly database: string;
  readonly migrations: string;
  /** Everything that was resolved before this instant is moved. */
  readonly before: number;
  /** Whether what was cut off is finished first, as every start does. */
  readonly settles: boolean;
};

// Safe: archive.ts alone starts this program, with these settings.
const { database, migrations, before, settles } = JSON.parse(process.argv[2] ?? '') as ArchiveChildSettings;
const store = openStore(database, { migrations, profile: 'durable' });
const archive = openArchive({ database, live: store.session, migrations });
const toEnd = (steps: Generator<void, unknown>, word: string) => {
  for (let step = steps.next(); step.done !== true; step = steps.next()) process.stdout.write(word);
};
if (settles) toEnd(archive.settle(), '');
toEnd(archive.move(before, before), 'moved\n');
archive.close();
store.close();
