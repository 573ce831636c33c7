import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openWriter } from './connection.ts';
import { type Held, heldIn } from './held-documents.ts';
import type { Session } from './statements.ts';
import type { OpenStore } from './store.ts';
import { openStore } from './store.ts';

/** The numbers that stand for names in events. What a number means never changes, and new ones come with nearly every hour. */
const NUMBERS = ['person', 'device', 'source', 'term', 'origin', 'signal'] as const;
/** What people set and noted. */
const SETTINGS = [
  'configuration_version',
  'runbook',
  'retired_runbook',
  'runbook_comparison',
  'left_out_day',
  'absence',
  'check_in_extension',
  'tour_by_hand',
] as const;
const PLACES = ['tenant', 'client', 'site'] as const;
/** What a replay takes over from the live database: who and what there is, none of what was found. Parents before children. */
const KNOWLEDGE = [...PLACES, ...NUMBERS, ...SETTINGS] as const;

/** A store of its own for one replay, with the live configuration in it. */
export type Scratch = {
  readonly store: OpenStore;
  readonly file: string;
  /** Closes it and removes its files. */
  readonly dispose: () => void;
};

/** Makes the scratch store of a replay in a new folder below `folder`, with all sites or those with the codes. The live database is only read. */
export function openScratch(
  liveFile: string,
  folder: string,
  migrations: string,
  sites: readonly string[] | null = null,
): Scratch {
  removeLeftovers(folder);
  const home = mkdtempSync(join(folder, `replay-${process.pid}-`));
  const file = join(home, 'scratch.db');
  const remove = () => rmSync(home, { recursive: true, force: true });
  try {
    openStore(file, { migrations, profile: 'scratch' }).close();
    copyKnowledge(liveFile, file, sites);
    const store = openStore(file, { migrations, profile: 'scratch', grouped: true });
    const dispose = () => {
      store.close();
      remove();
    };
    return { store, file, dispose };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Tells two states of what a replay takes over apart, as it is in a scratch store: places, settings, and what was noted. */
export function digestOfKnowledge(session: Session): string {
  const hash = createHash('sha256');
  for (const table of [...PLACES, ...SETTINGS]) {
    hash.update(table);
    for (const row of session.rows<[], readonly unknown[]>(`SELECT * FROM ${table}`).iterate())
      hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}

/** Removes the folders of replays that were killed: those that name a process that is gone. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^replay-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything but "no such process" means that there is one, of somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function copyKnowledge(liveFile: string, scratchFile: string, sites: readonly string[] | null): void {
  const { db } = openWriter(scratchFile, 'scratch', 'none');
  try {
    db.prepare('ATTACH ? AS live').run(liveFile);
    const held = heldIn('live');
    const isOfSite = (table: string) =>
      db.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = 'site_id'").get(table) !== undefined;
    db.transaction(() => {
      for (const table of KNOWLEDGE) {
        const rows = table in held ? held[table as keyof Held] : `live.${table}`;
        const copy = `INSERT INTO main.${table} SELECT * FROM ${rows}`;
        if (sites === null) db.exec(copy);
        else if (table === 'site')
          db.prepare(`${copy} WHERE code IN (SELECT value FROM json_each(?))`).run(JSON.stringify(sites));
        else db.exec(isOfSite(table) ? `${copy} WHERE site_id IN (SELECT id FROM main.site)` : copy);
      }
    })();
    db.exec('DETACH live');
  } finally {
    db.close();
  }
}
