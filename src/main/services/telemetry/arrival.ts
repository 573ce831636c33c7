import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EventRow } from '#main/ports/store.ts';

/** Somebody's call for help (DECISIONS 16). It is raised whatever became of the event that carried it. */
export type Duress = {
  /** `person:P`, else `device:D`, else `event:<key>`. */
  readonly subject: string;
  /** When it happened, as the event says; may lie in the future when the sender's clock does. */
  readonly ts: EpochMs;
  readonly key: number;
};

/** One event on its way in, after its codes became keys. */
export type Arrival = {
  /** null only for a call for help that went to quarantine: nothing is stored, but it must still be raised. */
  readonly row: EventRow | null;
  /** null when the event names a site that no configuration has (then `row` is null too). */
  readonly site: Site | null;
  /** Code of the tenant that it belongs to, also where the site is not known; null when nobody can say. */
  readonly tenant: string | null;
  /** When it reached us, in whole seconds after `ts` as the store keeps it; `ts` when nobody said. */
  readonly received_at: EpochMs;
  readonly duress: Duress | null;
};

/** What the engine does with arrivals that are new. Called with at least one arrival, in the order in which they came. */
export type IntakeHooks = {
  /** Inside the transaction that stores the rows: what must be as durable as they are (duress). */
  readonly inTransaction: (arrivals: readonly Arrival[]) => void;
  /** After COMMIT: what lives in memory (signals, timers). */
  readonly committed: (arrivals: readonly Arrival[]) => void;
};

export type IntakeCounts = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
};
