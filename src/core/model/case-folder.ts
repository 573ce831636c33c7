import type { TenantScope } from './actor.ts';
import type { EpochMs } from './time.ts';

/** More belong into another case. */
export const MOST_ITEMS = 40;
export const MOST_NOTES = 200;
export const LONGEST_NOTE = 2_000;

/** What a case holds: a finding of this installation, which is sealed when the case is saved, or a bundle that somebody brought, as it is. */
export type CaseItem = {
  readonly id: string;
  readonly finding: string;
  readonly title: string;
  readonly added_at: EpochMs;
  readonly added_by: string;
  /** null: a finding of this installation. */
  readonly bundle: BroughtBundle | null;
};
/** A bundle by its bytes: what somebody brought is kept nowhere. */
export type BroughtBundle = {
  readonly file_name: string;
  readonly sha256: string;
  readonly fingerprint: string;
  readonly redacted: boolean;
};

/** What a supervisor wrote about a case, or about one thing in it. */
export type CaseNote = {
  readonly at: EpochMs;
  readonly by: string;
  readonly verified: boolean;
  readonly text: string;
  /** Id of what it is about; null: the case. */
  readonly item: string | null;
};

/** Findings and bundles that belong together, in an order, with notes. */
export type CaseFolder = {
  readonly id: string;
  readonly name: string;
  /** Whoever sees less does not see it. */
  readonly scope: TenantScope;
  readonly opened_at: EpochMs;
  readonly opened_by: string;
  readonly closed_at: EpochMs | null;
  readonly closed_by: string | null;
  /** Counts its changes: a change names the one that it was made on. */
  readonly revision: number;
  readonly items: readonly CaseItem[];
  readonly notes: readonly CaseNote[];
};
