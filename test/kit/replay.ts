import { tmpdir } from 'node:os';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { createEventRepo } from '#main/adapters/sqlite/events/index.ts';
import type { Merged } from '#main/adapters/sqlite/replay-merge.ts';
import { mergeReplay } from '#main/adapters/sqlite/replay-merge.ts';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { replay } from '#main/services/replay/replay.ts';
import type { ReplaySummary } from '#main/services/replay/summary.ts';
import { MIGRATIONS } from './temp-store.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** What a replay opened and summed up, and what its merge added (null when it was thrown away). */
export type Replayed = {
  readonly findings: readonly Finding[];
  readonly summary: ReplaySummary;
  readonly merged: Merged | null;
};

/** Replays (from, to] over a database file, as the command line does. */
export function replayFile(file: string, from: EpochMs, to: EpochMs, keep: boolean): Replayed {
  const reader = openReader(file, MIGRATIONS);
  const scratch = openScratch(file, tmpdir(), MIGRATIONS);
  try {
    const findings: Finding[] = [];
    const events = createEventRepo(reader.session, createState(reader.session));
    const world = {
      live: { events },
      scratch: scratch.store,
      rowsOf: () => [],
      configurationFiles,
      log: silent,
      monotonic: () => performance.now(),
    };
    const summary = replay({ from, to, onFinding: (finding) => findings.push(finding) }, world);
    return { findings, summary, merged: keep ? mergeReplay(file, scratch.file) : null };
  } finally {
    scratch.dispose();
    reader.close();
  }
}
