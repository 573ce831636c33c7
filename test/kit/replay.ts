import { tmpdir } from 'node:os';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Merged } from '#main/adapters/sqlite/replay-merge.ts';
import { replayDatabase } from '#main/replay-database.ts';
import type { ReplaySummary } from '#main/services/replay/summary.ts';
import { MIGRATIONS } from './temp-store.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** What a replay opened and summed up, and what its merge added (null when it was thrown away). */
export type Replayed = {
  readonly findings: readonly Finding[];
  readonly summary: ReplaySummary;
  readonly merged: Merged | null;
};

/** Replays (from, to] over a database file, as the command line does. */
export function replayFile(database: string, from: EpochMs, to: EpochMs, keep: boolean): Replayed {
  const findings: Finding[] = [];
  const place = { database, migrations: MIGRATIONS, scratchFolder: tmpdir(), log };
  const replayed = replayDatabase(place, { from, to, onFinding: (finding) => findings.push(finding) }, keep);
  return { findings, ...replayed };
}
