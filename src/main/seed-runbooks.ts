import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runbookChanges } from '#core/config/runbook-changes.ts';
import { readAs } from '#core/kit/read-as.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { ConfigurationFiles, ConfigurationText } from '#main/ports/configuration-files.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Store } from '#main/ports/store.ts';
import type { CommandHandlers } from '#main/services/handlers.ts';

const SEEDED = 'runbooks_seeded';
/** Inside the folder: texts that were shipped once and are no longer. */
const EARLIER = 'earlier';

type Written = Omit<Runbook, 'version'>;
type Given = {
  readonly store: Store;
  readonly historyOf: ReadModel['runbooks']['history'];
  readonly files: ConfigurationFiles;
};

/**
 * Gives a database the runbooks that are shipped, once for each version of the program: those of finding types that
 * have none, and the newer text of those that say what was shipped earlier and that no person ever wrote. What somebody
 * has changed stays. Throws Refused when a shipped runbook is wrong.
 */
export async function seedRunbooks(
  folder: string,
  version: string,
  { store, historyOf, files }: Given,
  { 'configuration.import': importFiles }: Pick<CommandHandlers, 'configuration.import'>,
): Promise<void> {
  const earlier = join(folder, EARLIER);
  // A text that is replaced before the next version of the program counts as well.
  const seeded = `${version}, ${namesIn(earlier).length} earlier`;
  if (store.state.get(SEEDED) === seeded) return;
  const texts = textsIn(folder);
  const shipped = await read(files, texts);
  const replaced = (await read(files, textsIn(earlier))).flatMap(({ runbooks }) => runbooks);
  const present = new Map(store.runbooks.all().map((runbook) => [runbook.finding_type, runbook]));
  const isWanted = ({ finding_type }: Written): boolean => {
    const newest = present.get(finding_type);
    if (newest === undefined) return true;
    const isEarlier = replaced.some((each) => isSame(each, newest));
    return isEarlier && historyOf(finding_type).every(({ actor }) => actor === SYSTEM.name);
  };
  const wanted = new Set(shipped.filter(({ runbooks }) => runbooks.some(isWanted)).map(({ name }) => name));
  if (wanted.size > 0) {
    const missing = texts.filter(({ name }) => wanted.has(name));
    await importFiles(
      { files: missing, dry_run: false, deactivate_missing: false },
      { actor: SYSTEM, scope: 'all' },
    );
  }
  store.transaction(() => store.state.set(SEEDED, seeded));
}

const isSame = (earlier: Written, stored: Written): boolean =>
  earlier.finding_type === stored.finding_type && runbookChanges(stored, earlier).length === 0;

type Read = { readonly name: string; readonly runbooks: readonly Written[] };

async function read(
  files: ConfigurationFiles,
  texts: readonly ConfigurationText[],
): Promise<readonly Read[]> {
  // Loaded for this alone: an engine takes in no document that others have not read for it.
  const { ConfigurationDocument } = await import('#core/config/document.ts');
  const { runbookOf } = await import('#core/config/runbook-schema.ts');
  const { files: written } = await files.parse(texts);
  return written.map(({ name, document }) => ({
    name,
    runbooks: (readAs(ConfigurationDocument, document).data?.runbooks ?? []).map(runbookOf),
  }));
}

const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();

const textsIn = (folder: string): readonly ConfigurationText[] =>
  namesIn(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
