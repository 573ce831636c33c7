import { z } from 'zod';
import type { Finding } from '#core/model/finding.ts';
import {
  CATEGORIES,
  CONDITIONS,
  DISPOSITIONS,
  FINDING_CADENCES,
  SEVERITIES,
  STATUSES,
} from '#core/model/finding.ts';
import { DispatchDto, StepTickDto } from './desk.ts';
import { EvidenceDto } from './evidence.ts';
import { TimelineEntry } from './findings.ts';
import { LatLonDto, SitePlanDto } from './map.ts';
import { RunbookDto } from './runbooks.ts';

const text = z.string();
const maybe = text.nullable();
const instant = z.number().int();
const later = instant.nullable();

const FindingDoc = z.object({
  ...{ id: text, tenant: maybe, client: maybe, site: maybe, finding_type: text, subject: text },
  ...{ title: text, message: text, parent_id: maybe, alert_id: maybe },
  category: z.enum(CATEGORIES),
  severity: z.enum(SEVERITIES),
  status: z.enum(STATUSES),
  condition: z.enum(CONDITIONS),
  cadence: z.enum(FINDING_CADENCES),
  ...{ condition_started_at: instant, detected_at: instant, last_seen_at: instant, cleared_at: later },
  occurrences: z.number().int(),
  ...{ shelved_until: later, shelved_by: maybe, shelve_reason: maybe },
  ...{ acknowledged_at: later, acknowledged_by: maybe, ack_until: later },
  ...{ resolved_at: later, resolved_by: maybe, resolution_note: maybe },
  disposition: z.enum(DISPOSITIONS).nullable(),
  runbook: z.object({ finding_type: text, version: z.number().int() }).nullable(),
  explanation: z.object({
    rule: text,
    text,
    values: z.array(
      z.object({
        name: text,
        value: z.union([z.number(), text]).nullable(),
        unit: text.exactOptional(),
        limit: z.union([z.number(), text]).exactOptional(),
        set_at: text.exactOptional(),
      }),
    ),
    since: later,
    clears_when: text,
    degree: z.number().exactOptional(),
    late_data: z.object({ events: z.number(), first: instant, last: instant }).exactOptional(),
  }),
  scope: z.enum(['site', 'source', 'installation']),
  scope_key: text,
  ...{ config_version: z.number(), revision: z.number(), clean_audits: z.number() },
  flaps: z.array(instant),
  chattering: z.boolean(),
  ...{ escalated_at: later, reopened_at: later, assigned_to: maybe, assigned_at: later },
  escalation: z
    .object({
      ...{ round: z.number().int(), since: instant },
      passed: z
        .array(z.object({ role: text, at: instant, times: z.number().int(), waits_until: later }))
        .readonly(),
      told: z.object({ role: text, at: instant }).nullable(),
    })
    .nullable(),
  ...{ first_acknowledged_at: later, first_acknowledged_by: maybe },
  ...{ sla_minutes: z.number().nullable(), delivered_late: z.boolean() },
}) satisfies z.ZodType<Finding>;

const Position = z.array(z.number());
const Fence = z.union([
  z.object({ radius_m: z.number() }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) }),
]);

/** A site as it stood when the bundle was made. */
const BundlePlace = z.object({
  site: text,
  name: text,
  timezone: text,
  location: LatLonDto.nullable(),
  geofence: Fence.nullable(),
  checkpoints: z.array(
    LatLonDto.extend({ code: text, name: text, radius_m: z.number(), tours: z.array(text) }),
  ),
  tours: z.array(z.object({ code: text, minutes: z.number() })),
  plan: SitePlanDto.nullable(),
});

/** What a bundle shows, on its own page and in Vigil: a finding with its evidence, in the form of the contract. */
export const BundleView = z.object({
  finding: FindingDoc,
  site_name: maybe,
  timezone: maybe,
  runbook: RunbookDto.nullable(),
  steps: z.array(StepTickDto),
  dispatches: z.array(DispatchDto),
  instructions: maybe,
  /** Ids of findings that it has adopted. */
  children: z.array(text),
  evidence: z.array(
    z.object({
      capture: z.enum(['OPENED', 'ESCALATED', 'LATE_DATA', 'BY_HAND', 'RESOLVED']),
      at: instant,
      sha256: text,
      evidence: EvidenceDto,
    }),
  ),
  timeline: z.array(TimelineEntry),
  /** null: it belongs to no site, or the site is gone. */
  place: BundlePlace.nullable(),
});
export type BundleView = z.output<typeof BundleView>;
