import { z } from 'zod';
import { CALENDAR_USES, CONFIGURATION_KINDS } from '#core/model/file-kind.ts';
import { Problem } from './reply.ts';

const instant = z.number().int();
const version = z.number().int().min(1);

/** How a version came about. */
export const CHANGE_KINDS = ['files', 'edit', 'roll-back'] as const;
export const EXPORT_FORMATS = ['yaml', 'json'] as const;

/** One tenant, client or site of the configuration; `tenant` is its own code for a tenant. */
export const ScopeTarget = z.object({
  scope: z.enum(['TENANT', 'CLIENT', 'SITE']),
  tenant: z.string().min(1).max(64),
  code: z.string().min(1).max(64),
});
export type ScopeTarget = z.output<typeof ScopeTarget>;

/** A field that differs, both values as people read them; null: it is not there. */
export const FieldChange = z.object({
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
});

/** What a change would do, or did. */
export const ConfigurationDiff = z.object({
  files: z.array(z.string()),
  dry_run: z.boolean(),
  version: z.number().int().nullable(),
  counts: z.object({
    tenants: z.number().int(),
    clients: z.number().int(),
    sites: z.number().int(),
    people: z.number().int(),
    devices: z.number().int(),
    tours: z.number().int(),
    runbooks: z.number().int(),
  }),
  entries: z.array(
    z.object({
      change: z.enum(['added', 'changed', 'unchanged', 'missing', 'deactivated']),
      scope: z.enum(['TENANT', 'CLIENT', 'SITE', 'RUNBOOK']),
      code: z.string(),
      fields: z.array(FieldChange),
    }),
  ),
  problems: z.array(Problem),
});
export type ConfigurationDiff = z.output<typeof ConfigurationDiff>;

/** What taking a version back would do, or did. */
export const RolledBack = ConfigurationDiff.extend({
  /** What a version added and taking it back leaves: events, findings and evidence may name it. */
  left: z.array(z.object({ scope: z.enum(['TENANT', 'CLIENT', 'RUNBOOK']), code: z.string() })),
});
export type RolledBack = z.output<typeof RolledBack>;

/** One version of the configuration: when, who, from what, and how much it changed. */
export const ConfigurationVersion = z.object({
  version: z.number().int(),
  at: instant,
  actor: z.string(),
  verified: z.boolean(),
  kind: z.enum(CHANGE_KINDS),
  /** Names of the files that were imported; none for a change by screen. */
  files: z.array(z.string()),
  reason: z.string().nullable(),
  /** The version that was taken back. */
  undone: z.number().int().nullable(),
  /** Tenants, clients and sites whose text is new in it. */
  tenants: z.number().int(),
  clients: z.number().int(),
  sites: z.number().int(),
  /** Runbooks of which it made a new version. */
  runbooks: z.number().int(),
});
export type ConfigurationVersion = z.output<typeof ConfigurationVersion>;

/** Values by the path of their field (`audit.sensitivity`, `tours`); null takes the own value away, so that what is above holds again. */
const Settings = z
  .record(z.string().min(1).max(200), z.unknown())
  .refine((set) => Object.keys(set).length > 0, { error: 'at least one field' });

/** A file of an import. What a geofence or calendar does not say itself may be said beside it. */
export const ImportFile = z.object({
  name: z.string().min(1).max(500),
  text: z.string().max(32 * 1024 * 1024),
  /** Instead of what the file was recognised as. */
  kind: z.enum(CONFIGURATION_KINDS).optional(),
  /** The site of a geofence or of the entries of a calendar that name none. */
  site: z.string().min(1).max(64).optional(),
  /** The person of the shifts of a calendar that name none. */
  person: z.string().min(1).max(64).optional(),
  /** What the entries of a calendar are that do not say so by their category. */
  use: z.enum(CALENDAR_USES).optional(),
});

const Reason = z.string().trim().max(500).optional();

export const configurationMethods = {
  'configuration.import': {
    kind: 'command',
    input: z.object({
      files: z.array(ImportFile).min(1).max(100),
      dry_run: z.boolean().default(true),
      deactivate_missing: z.boolean().default(false),
    }),
    output: ConfigurationDiff,
  },
  /**
   * Changes fields of tenants, clients and sites that exist: one version, all or nothing. Refused as a conflict when one
   * of them was changed after `base_version`. A problem's `file` names the scope, its `place` the field inside.
   */
  'configuration.edit': {
    kind: 'command',
    input: z.object({
      base_version: z.number().int().min(0),
      changes: z
        .array(z.object({ targets: z.array(ScopeTarget).min(1).max(10_000), set: Settings }))
        .min(1)
        .max(100),
      reason: Reason,
      dry_run: z.boolean().default(true),
    }),
    output: ConfigurationDiff,
  },
  /** Takes back what one version changed; refused as a conflict where a later version changed the same. */
  'configuration.roll_back': {
    kind: 'command',
    input: z.object({ version, reason: Reason, dry_run: z.boolean().default(true) }),
    output: RolledBack,
  },
  /** The newest first; `before` is the oldest version of the page before. */
  'configuration.versions': {
    kind: 'query',
    input: z.object({ before: version.optional(), limit: z.number().int().min(1).max(500).default(100) }),
    output: z.array(ConfigurationVersion),
  },
  /** What one version changed, field by field. */
  'configuration.version': {
    kind: 'query',
    input: z.object({ version }),
    output: z.object({ about: ConfigurationVersion, entries: ConfigurationDiff.shape.entries }),
  },
  /** The configuration as a file that an import reads back without a difference; without a place everything and the runbooks. */
  'configuration.export': {
    kind: 'query',
    input: z.object({
      tenant: z.string().optional(),
      client: z.string().optional(),
      site: z.string().optional(),
      format: z.enum(EXPORT_FORMATS).default('yaml'),
    }),
    output: z.object({
      name: z.string(),
      text: z.string(),
      version: z.number().int(),
      sites: z.number().int(),
    }),
  },
} as const;
