import { z } from 'zod';
import type { AuditConfig } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';
import { BaselineMetric } from './baselines.ts';
import { FindingRow } from './findings.ts';
import { SiteRow } from './sites.ts';

const instant = z.number().int();
const count = z.number().int();
const window = z.object({ start: instant, end: instant, reason: z.string() });

/** What one cadence did at the site. Times of rounds are shared out among the sites of each round. */
const CadenceStatistics = z.object({
  cadence: z.enum(CADENCES),
  /** Whether the site is audited so. */
  runs_here: z.boolean(),
  period_ms: z.number(),
  runs: count,
  last_at: instant.nullable(),
  next_slot: instant.nullable(),
  /** ms a site, of the rounds of the last 24 h that looked at this site; null: none did. */
  rounds: count,
  p50_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
});

/** Findings of one type, by when they were detected. */
const TypeCount = z.object({
  finding_type: z.string(),
  worst: z.enum(SEVERITIES),
  open: count,
  last_7_days: count,
  last_30_days: count,
});

const PagePerson = z.object({
  code: z.string(),
  name: z.string(),
  role: z.string(),
  phone: z.string().nullable(),
  /** Since when: signed in, or rostered and not signed out. null: not on duty. */
  on_duty_since: instant.nullable(),
  /** The shift that runs now, whether or not somebody came. */
  shift: z.object({ start: instant, end: instant }).nullable(),
  signed_in: z.boolean(),
  last_seen_at: instant.nullable(),
  last_check_in_at: instant.nullable(),
  lone_worker: z.boolean(),
});

export const TOUR_STATES = ['PLANNED', 'EXPECTED', 'RUNNING', 'COMPLETED', 'ABANDONED', 'OVERDUE'] as const;
const PageTour = z.object({
  tour: z.string(),
  name: z.string(),
  mandatory: z.boolean(),
  start: instant,
  /** Start, duration and grace. */
  deadline: instant,
  state: z.enum(TOUR_STATES),
  person: z.string().nullable(),
  began_at: instant.nullable(),
  ended_at: instant.nullable(),
  scanned: count,
  checkpoints: count,
  /** Completed by the desk, not by a scan. */
  by_hand: z.boolean(),
});

const PageDevice = z.object({
  code: z.string(),
  kind: z.string(),
  person: z.string().nullable(),
  /** Of the last 24 h; null: none came. */
  last_report_at: instant.nullable(),
  status: z.string().nullable(),
  /** Percent; the newest that it told. */
  battery: z.number().nullable(),
});

const PageSource = z.object({
  code: z.string(),
  /** Named by the configuration. */
  named: z.boolean(),
  health: z.enum(['HEALTHY', 'SILENT', 'NEVER']),
  silent_since: instant.nullable(),
  last_event_at: instant.nullable(),
  last_received_at: instant.nullable(),
});

/** Everything that is known of one site, for its page. Holds names, phone numbers and who was seen when. */
export const SitePage = z.object({
  /** When it was read. */
  at: instant,
  site: SiteRow,
  maintenance: z.object({
    now: window.nullable(),
    /** Windows that begin, or last, within 7 days. */
    next_7_days: z.array(window),
  }),
  /** Open findings, most urgent first. */
  findings: z.array(FindingRow),
  findings_total: count,
  cadences: z.array(CadenceStatistics),
  types: z.array(TypeCount),
  alerts: z.object({ last_7_days: count, last_30_days: count }),
  /** Breaches that maintenance held back, counted each time they were seen. */
  suppressed: z.object({ last_7_days: count, last_30_days: count }),
  /** What became of the findings that were resolved in the last 90 days. */
  dispositions: z.array(z.object({ disposition: z.enum(DISPOSITIONS), count })),
  baselines: z.array(BaselineMetric),
  sources: z.array(PageSource),
  people: z.array(PagePerson),
  tours: z.array(PageTour),
  devices: z.array(PageDevice),
  audit: z.custom<AuditConfig>((value) => typeof value === 'object' && value !== null),
  contacts: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      hours: z.string().nullable(),
    }),
  ),
  instructions: z.array(z.object({ finding_type: z.string(), text: z.string() })),
});
export type SitePage = z.output<typeof SitePage>;

export const sitePageMethods = {
  'sites.page': { kind: 'query', input: z.object({ site: z.string() }), output: SitePage },
} as const;
