import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** Never heard, heard lately, or silent for longer than a source of several sites is. */
export type SourceHealth = 'NEVER' | 'HEALTHY' | 'SILENT';

/** A source of fewer sites may be quiet because they are: its silence says nothing (DECISIONS 12). */
export const MIN_SITES_TO_JUDGE = 3;
/** Silence of all its sites together that makes a source suspect. */
export const SILENT_AFTER = 15 * MINUTE;

/** Health of a source from when it was last received and how many sites it has delivered for. */
export function sourceHealth(lastReceivedAt: EpochMs | null, sites: number, at: EpochMs): SourceHealth {
  if (lastReceivedAt === null) return 'NEVER';
  return sites >= MIN_SITES_TO_JUDGE && at - lastReceivedAt > SILENT_AFTER ? 'SILENT' : 'HEALTHY';
}
