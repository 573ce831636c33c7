/** Reports that are made and kept by themselves. */
export type ReportSchedule = {
  /** Of each client, on the first of the month, its scorecard of the month before: a draft. */
  readonly scorecards: boolean;
  /** Hours of the day (0 to 23, on the clock of the installation) at which a shift ends: its handover is made then. */
  readonly handovers: readonly number[];
  /** Where they are written as PDF, too; null: nowhere. */
  readonly folder: string | null;
};

export const NO_SCHEDULE: ReportSchedule = { scorecards: false, handovers: [], folder: null };
