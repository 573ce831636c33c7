/** Evidence as it is frozen with a finding (FORMATS section 3). A document: instants are RFC 3339 strings in UTC. */
export type Evidence = {
  readonly collection_window: {
    readonly start: string;
    readonly end: string;
    readonly duration_minutes: number;
  };
  readonly location_history: readonly LocationPoint[];
  readonly task_logs: readonly TaskLog[];
  readonly tour_logs: readonly TourLog[];
  readonly alert_history: readonly AlertEntry[];
  readonly guard_status: readonly GuardStatus[];
  /** Events per signal in the window. */
  readonly signal_counts: Readonly<Record<string, number>>;
  /** What was expected, for anomalies. */
  readonly baseline_profile?: BaselineProfile;
  /** Each name of the runbook's evidence_required: present, or missing and why. */
  readonly required: readonly {
    readonly name: string;
    readonly present: boolean;
    readonly why: string | null;
  }[];
};

/** Which level of a baseline an expectation leans on. */
export const BASELINE_LEVELS = ['ALL_HOURS', 'HOUR_OF_DAY', 'DAY_TYPE', 'HOUR_OF_WEEK'] as const;
export type BaselineLevel = (typeof BASELINE_LEVELS)[number];

/** What a metric was expected to do when it did something else. */
export type BaselineProfile = {
  readonly metric: string;
  readonly kind: 'COUNT' | 'GAUGE';
  /** 0 = Monday 00:00 local; on a holiday an hour of Sunday. */
  readonly hour_of_week: number;
  /** The window that was surprising: what it held, and what was expected of it. */
  readonly window: {
    readonly start: string;
    readonly end: string;
    readonly observed: number;
    readonly expected: number;
  };
  /** The newest 15 minutes alone, with the band beyond which they alone are an anomaly. */
  readonly bucket: {
    readonly start: string;
    readonly observed: number;
    readonly expected: number;
    readonly low: number;
    readonly high: number;
  };
  /** Signed; sigma per day, or the cell's robust z where the scale is SAMPLE. */
  readonly score: number;
  readonly threshold: number;
  readonly scale: 'DAY' | 'SAMPLE';
  readonly sensitivity: 'LOW' | 'MEDIUM' | 'HIGH';
  /** Plain robust z of the newest bucket against the samples of its hour of the week; null with too few. */
  readonly sample_z: number | null;
  readonly state: 'learning' | 'pooled' | 'stable';
  /** Samples of this hour on days of this type, and the weeks that they span. */
  readonly samples: number;
  readonly weeks: number;
  /** The level that carried the expectation most, and the share of each, widest first, adding up to 1. */
  readonly level: BaselineLevel;
  readonly shares: Readonly<Record<BaselineLevel, number>>;
  /** The same hour of the week before, newest first; null where nothing is known. */
  readonly same_hour: readonly { readonly start: string; readonly observed: number | null }[];
};

export type LocationPoint = {
  readonly lat: number;
  readonly lon: number;
  readonly timestamp: string;
  /** Metres, null when the device did not say. */
  readonly accuracy: number | null;
  readonly people_id: string | null;
  readonly event: string;
};
export type TaskLog = {
  readonly id: string;
  readonly status: string;
  readonly people: string | null;
  readonly timestamp: string;
  readonly due: string | null;
  readonly title: string | null;
  readonly event: string;
};
export type TourLog = {
  readonly id: string;
  readonly tour: string;
  readonly run: string | null;
  readonly status: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly people: string | null;
  /** 0 to 1, null when the tour is not configured. */
  readonly checkpoint_coverage: number | null;
  readonly checkpoints: readonly {
    readonly code: string;
    readonly scanned_at: string | null;
    readonly event: string | null;
  }[];
  /** Set when no device told of it: the desk accounted for a scheduled start, and who did and why is here. */
  readonly manual?: true;
  readonly scheduled_start?: string;
  readonly noted_at?: string;
  readonly noted_by?: string;
  readonly reason?: string;
};
export type AlertEntry = {
  readonly id: string;
  readonly severity: string | null;
  readonly type: string | null;
  readonly timestamp: string;
  /** VIGIL for ours, RECEIVED for those that came as telemetry. */
  readonly origin: 'VIGIL' | 'RECEIVED';
  /** The sender's own text; absent for ours, and in evidence that was frozen before it was kept. */
  readonly message?: string | null;
  readonly event: string | null;
};
export type GuardStatus = {
  readonly people_id: string;
  readonly name: string;
  readonly last_seen: string | null;
  /** A phone event in the last 15 min before the window's end. */
  readonly phone_active: boolean;
  readonly last_location: {
    readonly lat: number;
    readonly lon: number;
    readonly timestamp: string;
    readonly accuracy: number | null;
  } | null;
  readonly on_duty: boolean;
  /** When the person last signed in (attendance IN). */
  readonly checked_in_at: string | null;
  readonly battery: number | null;
  readonly device_status: string | null;
};

/** Why a capture was made: evidence is immutable, a later capture is a row of its own. */
export type EvidenceCapture = 'OPENED' | 'ESCALATED' | 'LATE_DATA' | 'BY_HAND' | 'RESOLVED';
