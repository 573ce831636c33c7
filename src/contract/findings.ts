import { z } from 'zod';
import { DELIVERY_STATES, MESSAGE_KINDS } from '#core/model/action.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import { CATEGORIES, CONDITIONS, DISPOSITIONS, SEVERITIES, STATUSES } from '#core/model/finding.ts';
import { Contacts, DispatchDto, StepTickDto } from './desk.ts';
import { EscalationDto } from './escalation.ts';
import { RunbookDto } from './runbooks.ts';
import { Workflow } from './workflow.ts';

const instant = z.number().int();
const Severity = z.enum(SEVERITIES);

/** urgency: open before resolved, unacknowledged first, worst first, newest first. */
export const FINDING_SORTS = ['urgency', 'newest', 'oldest'] as const;

export const FindingFilter = z
  .object({
    tenant: z.string().optional(),
    client: z.string().optional(),
    /** null: findings that belong to no site. */
    site: z.string().nullable().optional(),
    /** Exact, or a prefix ending in `*`. */
    type: z.string().optional(),
    category: z.enum(CATEGORIES).optional(),
    severity: z.array(Severity).optional(),
    status: z.array(z.enum(STATUSES)).optional(),
    condition: z.enum(CONDITIONS).optional(),
    /** The actor who was asked to see to it, else the one who acknowledged it: `local:Ada`. */
    owner: z.string().max(200).optional(),
    /** Sites of these desks, and what belongs to no site. */
    desks: z.array(z.string().max(64)).max(200).optional(),
    /** Shelved now: true only these, false none of these, absent both. */
    shelved: z.boolean().optional(),
    /** Every word must occur in site, site name, client, type, subject, title or message. */
    text: z.string().max(200).optional(),
    /** detected_at in [since, until). */
    since: instant.optional(),
    until: instant.optional(),
    /** Leave out findings that a parent has adopted. */
    roots: z.boolean().optional(),
    /** Of the archive, where findings go some months after they were resolved, and of nothing else. */
    archived: z.literal(true).optional(),
  })
  .strict();
export type FindingFilter = z.output<typeof FindingFilter>;

/** One line of the feed: all that a row shows, nothing else. */
export const FindingRow = z.object({
  id: z.string(),
  revision: z.number().int(),
  tenant: z.string().nullable(),
  client: z.string().nullable(),
  site: z.string().nullable(),
  /** The desk that answers for its site; null: none, or there are no desks. */
  desk: z.string().nullable(),
  site_name: z.string().nullable(),
  timezone: z.string().nullable(),
  finding_type: z.string(),
  category: z.enum(CATEGORIES),
  severity: Severity,
  subject: z.string(),
  title: z.string(),
  message: z.string(),
  status: z.enum(STATUSES),
  condition: z.enum(CONDITIONS),
  condition_started_at: instant,
  detected_at: instant,
  cleared_at: instant.nullable(),
  acknowledged_by: z.string().nullable(),
  ack_until: instant.nullable(),
  resolved_at: instant.nullable(),
  disposition: z.enum(DISPOSITIONS).nullable(),
  shelved_until: instant.nullable(),
  shelved_by: z.string().nullable(),
  /** Why, as the person wrote it. */
  shelve_reason: z.string().nullable(),
  chattering: z.boolean(),
  escalated_at: instant.nullable(),
  /** Raised again after it had cleared. */
  reopened_at: instant.nullable(),
  /** The colleague who was asked to see to it; its owner is that one, else who acknowledged it. */
  assigned_to: z.string().nullable(),
  parent_id: z.string().nullable(),
  /** How many findings this one has adopted. */
  children: z.number().int(),
  /** detected_at + the runbook's escalation_sla_minutes; null without a runbook. */
  sla_due_at: instant.nullable(),
});
export type FindingRow = z.output<typeof FindingRow>;

/** The counts above the feed, over everything that the filter lets through. */
export const FindingCounts = z.object({
  open: z.number().int(),
  unacknowledged: z.number().int(),
  cleared: z.number().int(),
  shelved: z.number().int(),
  by_severity: z.record(Severity, z.number().int()),
});
export type FindingCounts = z.output<typeof FindingCounts>;

/** The findings of one site, as far as a filter lets them through. */
export const FindingGroup = z.object({
  /** null: findings that belong to no site. */
  site: z.string().nullable(),
  site_name: z.string().nullable(),
  timezone: z.string().nullable(),
  client: z.string().nullable(),
  tenant: z.string().nullable(),
  total: z.number().int(),
  by_severity: z.record(Severity, z.number().int()),
  worst: Severity,
  /** Whether one of the worst is new: active, unacknowledged, neither shelved nor adopted. */
  worst_is_new: z.boolean(),
  /** Urgency of its most urgent finding, for ordering. */
  urgency: z.number().int(),
  newest_at: instant,
  oldest_at: instant,
  /** The earliest SLA clock that still runs; null when none does. */
  sla_due_at: instant.nullable(),
});
export type FindingGroup = z.output<typeof FindingGroup>;

export const TimelineEntry = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.string(),
  verified: z.boolean(),
  action: z.string(),
  reason: z.string().nullable(),
  /** Fields that the step changed, as they were and as they became; null once that was purged. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

/** Why another finding is shown beside one. */
export const RELATIONS = ['same subject', 'same person', 'same site'] as const;
export const RelatedFinding = z.object({ row: FindingRow, why: z.enum(RELATIONS) });

/** The whole finding as FORMATS section 3 names it, with everything that the detail pane shows. */
export const FindingDetail = z.object({
  finding: z.custom<Finding>((value) => typeof value === 'object' && value !== null),
  site_name: z.string().nullable(),
  timezone: z.string().nullable(),
  /** It is in the archive: to be read, and no longer worked on. */
  archived: z.boolean(),
  children: z.array(FindingRow),
  /** The finding that has adopted it. */
  parent: FindingRow.nullable(),
  /** Others of the place, the subject or the person, the newest first, 20 at most. */
  related: z.array(RelatedFinding),
  /** The version that it was opened with. */
  runbook: RunbookDto.nullable(),
  /** The newest version of that runbook. */
  newest_runbook_version: z.number().int().nullable(),
  /** To whom it goes while nobody acknowledges it, and who was told. */
  escalation: EscalationDto,
  /** What was or is to be done outside about it, the newest first; what told an escalation stands there. */
  messages: z.array(
    z.object({
      id: z.string(),
      action: z.string(),
      action_title: z.string(),
      kind: z.enum(MESSAGE_KINDS),
      state: z.enum(DELIVERY_STATES),
      at: instant,
      outcome: z.string().nullable(),
    }),
  ),
  /** What of the checklist is done. */
  steps: z.array(StepTickDto),
  /** Who was sent because of it, the newest first. */
  dispatches: z.array(DispatchDto),
  contacts: Contacts,
  /** What the site's configuration says to do about this type of finding, in Markdown. */
  instructions: z.string().nullable(),
  evidence: z.array(
    z.object({
      capture: z.enum(['OPENED', 'ESCALATED', 'LATE_DATA', 'BY_HAND', 'RESOLVED']),
      at: instant,
      sha256: z.string(),
      evidence: z.custom<Evidence>((value) => typeof value === 'object' && value !== null),
    }),
  ),
  timeline: z.array(TimelineEntry),
});
export type FindingDetail = z.output<typeof FindingDetail>;

const ids = z.array(z.string()).min(1).max(1_000);

export const AlertDto = z.object({
  id: z.string(),
  finding_id: z.string(),
  site: z.string().nullable(),
  severity: Severity,
  alert_type: z.string(),
  message: z.string(),
  created_at: instant,
  state: z.enum(['OPEN', 'ACKNOWLEDGED', 'CLOSED']),
});

export const findingMethods = {
  'findings.page': {
    kind: 'query',
    input: z.object({
      filter: FindingFilter.default({}),
      sort: z.enum(FINDING_SORTS).default('urgency'),
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(200),
    }),
    output: z.object({ rows: z.array(FindingRow), next: z.string().nullable(), total: z.number().int() }),
  },
  'findings.counts': {
    kind: 'query',
    input: z.object({ filter: FindingFilter.default({}) }),
    output: FindingCounts,
  },
  /** One group per site, in the order in which their first findings stand in the feed. */
  'findings.groups': {
    kind: 'query',
    input: z.object({
      filter: FindingFilter.default({}),
      sort: z.enum(FINDING_SORTS).default('urgency'),
      /** Only these sites, null for findings of none: what a screen asks again after a push. */
      sites: z.array(z.string().nullable()).max(500).optional(),
    }),
    output: z.array(FindingGroup),
  },
  'findings.get': { kind: 'query', input: z.object({ id: z.string() }), output: FindingDetail },
  /** Whole findings in the order of detected_at then id, for the command line and exports. */
  'findings.export': {
    kind: 'query',
    input: z.object({
      filter: FindingFilter.default({}),
      after: z.object({ detected_at: instant, id: z.string() }).nullable().default(null),
      limit: z.number().int().min(1).max(1_000).default(500),
      evidence: z.boolean().default(false),
    }),
    output: z.object({
      findings: z.array(
        z.custom<Finding & { evidence?: Evidence | null }>((value) => typeof value === 'object'),
      ),
      more: z.boolean(),
    }),
  },
  'findings.count': {
    kind: 'query',
    input: z.object({ filter: FindingFilter.default({}), by: z.enum(['type', 'site']) }),
    output: z.array(z.object({ key: z.string().nullable(), count: z.number().int() })),
  },
  'findings.acknowledge': {
    kind: 'command',
    input: z.object({ ids, note: z.string().max(4_000).optional() }),
    output: Workflow,
  },
  'findings.resolve': {
    kind: 'command',
    input: z.object({ ids, disposition: z.enum(DISPOSITIONS), note: z.string().min(1).max(4_000) }),
    output: Workflow,
  },
  /** Another disposition for what is resolved; both are kept, the last one counts. */
  'findings.amend': {
    kind: 'command',
    input: z.object({ ids, disposition: z.enum(DISPOSITIONS), reason: z.string().trim().min(1).max(1_000) }),
    output: Workflow,
  },
  'findings.shelve': {
    kind: 'command',
    input: z.object({
      ids,
      minutes: z.number().int().min(1).max(10_080),
      reason: z.string().min(1).max(1_000),
    }),
    output: Workflow,
  },
  'findings.unshelve': { kind: 'command', input: z.object({ ids }), output: Workflow },
  /** "This was normal": resolves anomalies as BENIGN and has what they showed learned as it was. */
  'findings.normal': { kind: 'command', input: z.object({ ids }), output: Workflow },
  /** A person opens a finding. The title carries codes only; the note goes into the audit trail. */
  'findings.report': {
    kind: 'command',
    input: z.object({
      site: z.string().min(1).max(64),
      severity: Severity,
      category: z.enum(CATEGORIES),
      title: z.string().trim().min(1).max(120),
      note: z.string().trim().min(1).max(4_000),
    }),
    output: z.object({ id: z.string() }),
  },
  'alerts.list': {
    kind: 'query',
    input: z.object({
      site: z.string().optional(),
      since: instant.optional(),
      limit: z.number().int().max(10_000).default(1_000),
    }),
    output: z.array(AlertDto),
  },
} as const;

export const findingEvents = {
  /** Rows that changed, newest revision each; with `reload` there were too many and the screen asks again. */
  'findings.changed': z.object({ rows: z.array(FindingRow).max(500), reload: z.boolean() }),
} as const;
