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
  readonly baseline_profile?: unknown;
  /** Each name of the runbook's evidence_required: present, or missing and why. */
  readonly required: readonly {
    readonly name: string;
    readonly present: boolean;
    readonly why: string | null;
  }[];
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
export type EvidenceCapture = 'OPENED' | 'ESCALATED' | 'LATE_DATA' | 'RESOLVED';
