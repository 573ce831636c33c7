import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM } from '#core/model/actor.ts';
import type { ConfigurationFiles, ConfigurationText } from '#main/ports/configuration-files.ts';
import type { Store } from '#main/ports/store.ts';
import type { CommandHandlers } from '#main/services/handlers.ts';

const SEEDED = 'runbooks_seeded';

/**
 * Gives a database the runbooks that are shipped, once for each version of the program, and only for finding types
 * that have none: what an administrator has changed stays. Throws Refused when a shipped runbook is wrong.
 */
export async function seedRunbooks(
  folder: string,
  version: string,
  store: Store,
  files: ConfigurationFiles,
  { 'configuration.import': importFiles }: Pick<CommandHandlers, 'configuration.import'>,
): Promise<void> {
  if (store.state.get(SEEDED) === version) return;
  const present = new Set(store.runbooks.all().map((runbook) => runbook.finding_type));
  const texts = shipped(folder);
  const { files: written } = await files.parse(texts);
  // Loaded for this alone: an engine takes in no document that others have not read for it.
  const { ConfigurationDocument } = await import('#core/config/document.ts');
  const typesOf = (document: unknown): readonly string[] =>
    (ConfigurationDocument.safeParse(document).data?.runbooks ?? []).map((runbook) => runbook.finding_type);
  const wanted = new Set(
    written
      .filter(({ document }) => typesOf(document).some((type) => !present.has(type)))
      .map(({ name }) => name),
  );
  const missing = texts.filter(({ name }) => wanted.has(name));
  if (missing.length > 0) {
    const input = { files: missing, dry_run: false, deactivate_missing: false };
    await importFiles(input, { actor: SYSTEM, scope: 'all' });
  }
  store.transaction(() => store.state.set(SEEDED, version));
}

const shipped = (folder: string): readonly ConfigurationText[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
