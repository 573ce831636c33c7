import type { TenantScope } from './actor.ts';
import type { EpochMs } from './time.ts';

/** From the one who may least to the one who may most. */
export const ROLES = ['operator', 'supervisor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/**
 * As what somebody asks. `local` is the person at this workstation while accounts are off, with all rights but approvals
 * (DECISIONS 34); `nobody` has not signed in; `program` is Vigil itself.
 */
export type Standing = Role | 'local' | 'nobody' | 'program';

/** Somebody who may sign in. What proves it is kept apart and never leaves the store. */
export type Account = {
  /** Unique whatever its case, and never given again. */
  readonly name: string;
  readonly role: Role;
  /** What of the installation it may see. */
  readonly scope: TenantScope;
  /** Grows with every change that ends what is signed in. */
  readonly revision: number;
  /** Wrong tries since the last right one, and until when none is looked at. */
  readonly failures: number;
  readonly closed_until: EpochMs | null;
  readonly made_at: EpochMs;
  readonly made_by: string;
  readonly secret_at: EpochMs;
  readonly disabled_at: EpochMs | null;
  readonly disabled_by: string | null;
};

/** By what somebody is signed in: a page that locks itself, or the command line. */
export const SEAT_KINDS = ['page', 'cli'] as const;
export type SeatKind = (typeof SEAT_KINDS)[number];

/** Who is signed in where. */
export type SignIn = {
  /** SHA-256 of what only that window, or that command line, can show. */
  readonly seat: string;
  readonly kind: SeatKind;
  readonly account: string;
  /** Of the account when it signed in. */
  readonly revision: number;
  readonly at: EpochMs;
  /** When the person touched a key or the pointer last. */
  readonly active_at: EpochMs;
  readonly locked_at: EpochMs | null;
};
