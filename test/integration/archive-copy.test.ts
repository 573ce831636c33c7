import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Evidence } from '#core/model/evidence.ts';
import { DAY } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { UpkeepJob } from '#main/services/upkeep/job.ts';
import { archiveJob } from '#main/services/upkeep/jobs/archive.ts';
import { retentionJob } from '#main/services/upkeep/jobs/retention.ts';
import { createBackups } from '#main/workers/backup-client.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const RESOLVED = Date.parse('2026-03-01T00:00:00Z');
const ARCHIVED = RESOLVED + 100 * DAY;
const PURGED = RESOLVED + 800 * DAY;

/** The nightly jobs beside a database with one finding of long ago, with the real archive and the real thread that copies it. */
function nights(bench: ReadBench) {
  const { file, store, clock, fleet } = bench;
  bench.save([
    findingWith({
      ...{ id: 'F-OLD', detected_at: RESOLVED - DAY, status: 'RESOLVED', condition: 'CLEARED' },
      ...{ resolved_at: RESOLVED, resolved_by: 'local:ada', disposition: 'BENIGN', resolution_note: 'x' },
    }),
  ]);
  // Safe: what evidence says is handed on as it is.
  const evidence = { signal_counts: { phone_events: 3 } } as unknown as Evidence;
  store.transaction(() =>
    store.evidence.add({ finding_id: 'F-OLD', capture: 'OPENED', at: RESOLVED, evidence }),
  );
  const archive = openArchive({ database: file, live: store.session, migrations: MIGRATIONS });
  const log = { info() {}, warn() {}, error() {} };
  const backups = createBackups({
    ...{ file: PROGRAM_FILES.threads.backup, database: file, version: 'test' },
    ...{ clock: systemClock, timers: systemTimers, log },
  });
  const memory = () => {
    throw new Error('no job of the archive asks for the memory');
  };
  const run = async (job: UpkeepJob, at: number) => {
    const steps = job.run({ store, clock, fleet, memory }, at);
    let step = steps.next();
    while (step.done !== true) {
      await step.value;
      step = steps.next();
    }
    return step.value.problems;
  };
  const folder = join(dirname(file), 'backups');
  return {
    folder,
    archived: (at: number) => run(archiveJob({ archive, backups }), at),
    purged: (at: number) => run(retentionJob(archive, backups), at),
    /** Findings and evidence in the copy. */
    copied: () => {
      const db = new Database(join(folder, 'archive.db'), { readonly: true });
      const counts = ['finding', 'evidence'].map((table) =>
        db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      );
      db.close();
      return counts;
    },
    [Symbol.dispose]: () => archive.close(),
  };
}

it('copies the archive again after evidence was deleted from it', async () => {
  using bench = readBench();
  using night = nights(bench);
  expect(await night.archived(ARCHIVED)).toEqual([]);
  expect(night.copied()).toEqual([1, 1]);
  expect(await night.purged(PURGED)).toEqual([]);
  expect(night.copied()).toEqual([1, 0]);
});

it('copies it the next night when the copy failed, though nothing was moved then', async () => {
  using bench = readBench();
  using night = nights(bench);
  writeFileSync(night.folder, 'a file where the folder should be');
  expect(await night.archived(ARCHIVED)).toEqual([expect.stringMatching(/^The archive was not copied: /)]);
  rmSync(night.folder);
  mkdirSync(night.folder);
  expect(await night.archived(ARCHIVED + DAY)).toEqual([]);
  expect(night.copied()).toEqual([1, 1]);
});

it('copies nothing in a night that changed nothing', async () => {
  using bench = readBench();
  using night = nights(bench);
  await night.archived(ARCHIVED);
  rmSync(join(night.folder, 'archive.db'));
  expect(await night.archived(ARCHIVED + DAY)).toEqual([]);
  expect(await night.purged(ARCHIVED + DAY)).toEqual([]);
  expect(existsSync(join(night.folder, 'archive.db'))).toBe(false);
});

it('misses no copy of an archive that was never made', async () => {
  using bench = readBench();
  using night = nights(bench);
  expect(await night.purged(PURGED)).toEqual([]);
  expect(bench.store.evidence.of('F-OLD')).toEqual([]);
});
