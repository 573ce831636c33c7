import type { FindingEscalation } from './escalation.ts';
import type { EpochMs } from './time.ts';

/** From the gravest to the least. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
export type FindingSeverity = (typeof SEVERITIES)[number];

/** 3 for CRITICAL down to 0 for LOW. */
export const severityRank = (severity: FindingSeverity): number => 3 - SEVERITIES.indexOf(severity);

export const CATEGORIES = ['SAFETY', 'SECURITY', 'OPERATIONAL', 'DEVICE_HEALTH', 'COMPLIANCE'] as const;
export type FindingCategory = (typeof CATEGORIES)[number];

export const STATUSES = ['NEW', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type FindingStatus = (typeof STATUSES)[number];

export const CONDITIONS = ['ACTIVE', 'CLEARED'] as const;
export type FindingCondition = (typeof CONDITIONS)[number];

export const DISPOSITIONS = ['TRUE_POSITIVE', 'BENIGN', 'FALSE_POSITIVE', 'UNDETERMINED'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const FINDING_CADENCES = ['HEARTBEAT', 'COMPREHENSIVE', 'DEEP', 'TIMER'] as const;
export type FindingCadence = (typeof FINDING_CADENCES)[number];

/** Where a rule looks: one site, one source, or the whole installation (then site, client and tenant may be null). */
export type RuleScope = 'site' | 'source' | 'installation';

/** One named number behind a finding, with the limit it was held against and who set that limit. */
export type ExplainedValue = {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit?: string;
  readonly limit?: number | string;
  /** DEFAULT, TENANT, CLIENT or SITE with the code, e.g. `CLIENT RIVERBANK`. Absent where no setting is behind it. */
  readonly set_at?: string;
};

/** The events that arrived after a finding was detected and would have kept it from being raised. */
export type LateData = {
  readonly events: number;
  /** When the first and the last of them happened. */
  readonly first: EpochMs;
  readonly last: EpochMs;
};

/** Why a finding was raised, in words and numbers. Codes only: no name, phone or position. */
export type Explanation = {
  readonly rule: string;
  /** One or two plain sentences. */
  readonly text: string;
  readonly values: readonly ExplainedValue[];
  /** The last sign of life, or null if there never was one. */
  readonly since: EpochMs | null;
  /** What would have cleared it. */
  readonly clears_when: string;
  /** How bad it is where severity alone does not say; told anew when it grows. */
  readonly degree?: number;
  /** Present once late data explained the finding. */
  readonly late_data?: LateData;
};

/** One finding as it is stored, shown and printed (FORMATS section 3, instants as numbers). */
export type Finding = {
  readonly id: string;
  readonly tenant: string | null;
  readonly client: string | null;
  readonly site: string | null;
  readonly finding_type: string;
  readonly category: FindingCategory;
  readonly severity: FindingSeverity;
  /** '' is the site itself. */
  readonly subject: string;
  readonly title: string;
  readonly message: string;
  readonly status: FindingStatus;
  readonly condition: FindingCondition;
  readonly cadence: FindingCadence;
  readonly condition_started_at: EpochMs;
  readonly detected_at: EpochMs;
  readonly last_seen_at: EpochMs;
  readonly cleared_at: EpochMs | null;
  readonly occurrences: number;
  readonly parent_id: string | null;
  readonly shelved_until: EpochMs | null;
  readonly shelved_by: string | null;
  readonly shelve_reason: string | null;
  readonly acknowledged_at: EpochMs | null;
  readonly acknowledged_by: string | null;
  readonly resolved_at: EpochMs | null;
  readonly resolved_by: string | null;
  readonly disposition: Disposition | null;
  readonly resolution_note: string | null;
  readonly runbook: { readonly finding_type: string; readonly version: number } | null;
  readonly alert_id: string | null;
  readonly explanation: Explanation;
  readonly scope: RuleScope;
  /** Site code, source code or '' for the installation: with scope, finding_type and subject the natural key. */
  readonly scope_key: string;
  readonly config_version: number;
  /** Grows by one at every stored change; screens order pushes by it. */
  readonly revision: number;
  /** Clean audits in a row since the last breach; two clear the finding. */
  readonly clean_audits: number;
  /** Instants at which it was raised again within 30 min of clearing, of the last 60 min. */
  readonly flaps: readonly EpochMs[];
  readonly chattering: boolean;
  /** Until when the acknowledgement holds; null where it does not lapse. */
  readonly ack_until: EpochMs | null;
  /** When it was passed on first. */
  readonly escalated_at: EpochMs | null;
  /** How far it was passed on; null: it never was, and nobody's acknowledgement came to an end. */
  readonly escalation: FindingEscalation | null;
  /** When it was last raised again after it had cleared; null: it was open all the time. */
  readonly reopened_at: EpochMs | null;
  /** The colleague who was asked to see to it, by name; null: whoever comes first. */
  readonly assigned_to: string | null;
  readonly assigned_at: EpochMs | null;
  /** The first time that anybody acknowledged it, and who; a lapsed acknowledgement takes neither away. */
  readonly first_acknowledged_at: EpochMs | null;
  readonly first_acknowledged_by: string | null;
  /** The time of the runbook that it was opened with; null without one. */
  readonly sla_minutes: number | null;
  /** It was found later than its audits alone explain, and what they look at came late (DECISIONS 18). */
  readonly delivered_late: boolean;
};

const NEVER_SILENCED: ReadonlySet<string> = new Set(['DURESS', 'LONE_WORKER_OVERDUE']);

/** Somebody must see to a person: such a finding always alerts and is never shelved. */
export const isNeverSilenced = (findingType: string): boolean => NEVER_SILENCED.has(findingType);

/** What a rule observed to be wrong at a site, now. */
export type Observation = {
  readonly subject: string;
  readonly severity: FindingSeverity;
  /** The earliest instant at which the rule would have been true on the data received. */
  readonly condition_started_at: EpochMs;
  /** Short, e.g. `Tour T-1 overdue`. */
  readonly title: string;
  /** One line for the list, codes only. */
  readonly message: string;
  readonly explanation: Explanation;
};

/** A notice to the people at the screen that one finding is at or above its site's threshold. */
export type Alert = {
  readonly id: string;
  readonly finding_id: string;
  readonly site: string | null;
  readonly severity: FindingSeverity;
  readonly alert_type: string;
  readonly message: string;
  readonly created_at: EpochMs;
  readonly state: 'OPEN' | 'ACKNOWLEDGED' | 'CLOSED';
};
