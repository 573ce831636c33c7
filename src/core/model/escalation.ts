import type { EpochMs } from './time.ts';

/** A role that a finding was passed on to. */
export type PassedOn = {
  readonly role: string;
  readonly at: EpochMs;
  /** How often it was told in this round; 0 while it has only waited. */
  readonly times: number;
  /** It has quiet hours and is told when they end; null: it does not wait. */
  readonly waits_until: EpochMs | null;
};

/** How far a finding was passed on. */
export type FindingEscalation = {
  /** Counted from 1: begins anew when a finding that somebody had acknowledged needs somebody again. */
  readonly round: number;
  /** From when the minutes count: when it was found, or last needed somebody again. */
  readonly since: EpochMs;
  /** In the order in which it was passed on, each role once. */
  readonly passed: readonly PassedOn[];
  /** Who was told last and when; null: nobody yet. */
  readonly told: { readonly role: string; readonly at: EpochMs } | null;
};

/** That a role was told of a finding. There is one of each round, role and time at most. */
export type Telling = {
  readonly finding_id: string;
  readonly round: number;
  readonly role: string;
  /** 1 for the first time. */
  readonly times: number;
  /** When it was to be told. */
  readonly due_at: EpochMs;
  readonly at: EpochMs;
};
