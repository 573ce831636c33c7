import type { FindingSeverity } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, toIso } from '#core/model/time.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { History } from './history.ts';
import type { Trouble } from './trouble.ts';

/** One thing that Vigil must find in the simulated telemetry. */
export type TruthRow = {
  /** null: of a source as a whole. */
  readonly site: string | null;
  readonly finding_type: string;
  readonly subject: string;
  /** From when it is true. */
  readonly start: EpochMs;
  /** Until when; null: until a person acts. */
  readonly end: EpochMs | null;
  readonly cause: string;
  readonly severity: FindingSeverity;
};

/** What a trouble made true. What maintenance holds back until its end is true from then, or not told if it ended before. */
export function truthOf(site: Site, trouble: Trouble, history: History): readonly TruthRow[] {
  return trouble.effects.flatMap((effect) => {
    const { finding_type, subject, severity } = effect;
    const span = effect.span(history);
    // What was never heard before cannot be told since when it is gone: trouble struck in the first minutes of a story.
    if (!Number.isFinite(span.start)) return [];
    const start = effect.exempt ? span.start : afterMaintenance(site, span.start);
    if (span.end !== null && start >= span.end) return [];
    return [{ site: site.code, finding_type, subject, start, end: span.end, cause: trouble.cause, severity }];
  });
}

/** The instant itself, or the end of the maintenance that holds then. */
function afterMaintenance(site: Site, at: EpochMs): EpochMs {
  const window = maintenanceAt(site, at);
  return window === null ? at : afterMaintenance(site, window.end);
}

/** One line of `truth.ndjson`, without its break. */
export const truthLine = (row: TruthRow): string =>
  JSON.stringify({ ...row, start: toIso(row.start), end: row.end === null ? null : toIso(row.end) });
