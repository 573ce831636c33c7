import type { NotedRows } from '#core/audit/noted-memory.ts';
import type { Absence, CheckInExtension, TourByHand } from '#core/model/noted.ts';
import type { EpochMs } from '#core/model/time.ts';

export type AbsenceRow = Absence & {
  readonly site_id: number;
  readonly reason: string;
  /** Names of actors. */
  readonly noted_by: string;
  readonly withdrawn_at: EpochMs | null;
  readonly withdrawn_by: string | null;
};
export type ExtensionRow = CheckInExtension & {
  readonly site_id: number;
  readonly reason: string;
  readonly noted_by: string;
};
export type TourByHandRow = TourByHand & { readonly site_id: number; readonly finding_id: string | null };

/** What of the desk's notes is only read. */
export type NotedReads = {
  /** Absences and extensions that end after `from`, and tours noted after it; of one site, or of all (null). */
  readonly since: (from: EpochMs, siteId: number | null) => NotedRows;
  readonly absence: (id: string) => AbsenceRow | null;
  /** Absences, the newest first; with `currentAt` only those that are neither over nor withdrawn. */
  readonly absences: (siteIds: readonly number[], currentAt: EpochMs | null) => readonly AbsenceRow[];
  /** Tours of a site that were noted after `from`. */
  readonly tours: (siteId: number, from: EpochMs) => readonly TourByHandRow[];
  /** How a scheduled start was completed by hand; null when it was not. */
  readonly tourOf: (siteId: number, tour: string, start: EpochMs) => TourByHandRow | null;
};

/** What the desk knows that no device tells. Rows are added; only an absence is taken back. */
export type NotedRepo = NotedReads & {
  readonly addAbsence: (row: AbsenceRow) => void;
  readonly withdraw: (id: string, at: EpochMs, by: string) => void;
  /** Twice in one millisecond the later end holds. */
  readonly addExtension: (row: ExtensionRow) => void;
  readonly addTour: (row: TourByHandRow) => void;
};
