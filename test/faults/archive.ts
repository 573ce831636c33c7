import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Evidence } from '#core/model/evidence.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { checkArchive } from '#main/adapters/sqlite/archive/check-archive.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import type { ArchiveChildSettings } from './parts/archive-child.ts';
import { bundle } from './parts/bundle.ts';
import { makeFolder } from './parts/folders.ts';
import { measureSlices } from './parts/slices.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

const OLD = Date.parse('2026-01-05T00:00:00Z');
const BEFORE = OLD + 1;
/** Findings of one database, each third with two that it adopted, and the last ones all of one family; a kill moves some of them. */
const FINDINGS = 300;
const FAMILY = 90;
const KILLS_PER_DATABASE = 20;
/** The slices of one family of as many findings as this at most are measured. */
const MOST_MEASURED = 4_000;
/** A kill falls this long after the first word at the latest, ms. */
const SOON = 30;

/** The move of findings to the archive, killed at any instant, again and again: each is in exactly one of the two files, whole. */
export const archive: Suite = {
  name: 'archive',
  unit: 'kills -9',
  size: 400,
  tools: [],
  async run(setting) {
    const tally = await killAgainAndAgain(setting, true);
    tally.notes.push(
      ...measureSlices(makeFolder(setting.folder, 'slices'), Math.min(setting.size * 10, MOST_MEASURED)),
    );
    return tally;
  },
  // Looked at before what was cut off is finished, some findings are in both files.
  control: (setting) => killAgainAndAgain({ ...setting, size: Math.max(setting.size, 20) }, false),
};

async function killAgainAndAgain(
  { size, random, folder, progress }: Setting,
  settles: boolean,
): Promise<Tally> {
  const program = await bundle('archive-child', folder);
  const tally = new Tally();
  for (let nth = 0; tally.cases < size; nth += 1) {
    const database = join(makeFolder(folder, `database ${nth}`), 'vigil.db');
    const ids = fill(database);
    for (let kill = 0; kill < KILLS_PER_DATABASE && tally.cases < size; kill += 1) {
      await killOne(
        program,
        { database, migrations: MIGRATIONS, before: BEFORE, settles },
        random.between(0, SOON),
      );
      tally.cases += 1;
      tally.add(faultsIn(database, ids, settles), `database ${nth}, kill ${kill}`);
    }
    progress(`${tally.cases} of ${size} kills`);
  }
  return tally;
}

const evidenceOf = (id: string) =>
  // Safe: what evidence says is not looked at here, only whether its bytes are.
  ({ signal_counts: { [id]: 1 }, location_history: Array(50).fill(id) }) as unknown as Evidence;

const parentOf = (n: number): string | null => {
  const parent = n < FINDINGS - FAMILY ? n - (n % 3) : FINDINGS - FAMILY;
  return parent === n ? null : `F-${parent}`;
};

function fill(database: string): readonly string[] {
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  const findings = Array.from({ length: FINDINGS }, (_, n) =>
    findingWith({
      ...{ id: `F-${n}`, detected_at: OLD - FINDINGS + n, status: 'RESOLVED', resolved_at: OLD },
      ...{ disposition: 'BENIGN', parent_id: parentOf(n) },
    }),
  );
  store.transaction(() => {
    store.findings.save(findings);
    for (const { id } of findings)
      store.evidence.add({ finding_id: id, capture: 'OPENED', at: OLD, evidence: evidenceOf(id) });
  });
  store.close();
  return findings.map(({ id }) => id);
}

async function killOne(program: string, settings: ArchiveChildSettings, delay: number): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
  child.stdout.resume();
  await once(child, 'exit');
}

/** Looks at both files as the next start would find them, or as they were left. */
function faultsIn(database: string, ids: readonly string[], settles: boolean) {
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  const live = store.session;
  if (settles) {
    const opened = openArchive({ database, live, migrations: MIGRATIONS });
    for (const _ of opened.settle());
    opened.close();
  }
  const moved = openStore(archiveOf(database), { migrations: MIGRATIONS, profile: 'durable' });
  const here = new Set(live.pluck<[], string>('SELECT id FROM finding').all());
  const there = new Set(moved.session.pluck<[], string>('SELECT id FROM finding').all());
  const { problems } = checkArchive(live, moved.session);
  const withEvidence = new Set(
    [live, moved.session].flatMap((session) =>
      session.pluck<[], string>('SELECT finding_id FROM evidence').all(),
    ),
  );
  moved.close();
  store.close();
  return {
    lost: ids.filter((id) => (!here.has(id) && !there.has(id)) || !withEvidence.has(id)),
    doubled: ids.filter((id) => here.has(id) && there.has(id)),
    broken: problems,
  };
}
