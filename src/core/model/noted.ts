import type { EpochMs } from './time.ts';

/** Somebody is not expected in [start, end), and who stands in from when it was noted. Person and relief are codes. */
export type Absence = {
  readonly id: string;
  readonly person: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** null: nobody does. */
  readonly relief: string | null;
  readonly noted_at: EpochMs;
};

/** The desk spoke with a lone worker: no check-in is owed before `until`. */
export type CheckInExtension = {
  readonly person: string;
  readonly until: EpochMs;
  readonly noted_at: EpochMs;
};

/** A scheduled start of a tour that the desk accounted for. */
export type TourByHand = {
  readonly tour: string;
  /** Run of the telemetry record that was made of it. */
  readonly run: string;
  /** The scheduled start that it stands for, whenever it was completed. */
  readonly start: EpochMs;
  /** Who walked it; null when that is not known. */
  readonly person: string | null;
  readonly completed_at: EpochMs;
  readonly reason: string;
  readonly noted_at: EpochMs;
  /** Name of the actor. */
  readonly noted_by: string;
};

/** What the desk knows of one site that no device tells, each list in the order in which it was noted. */
export type Noted = {
  readonly absences: readonly Absence[];
  readonly extensions: readonly CheckInExtension[];
  readonly tours: readonly TourByHand[];
};
