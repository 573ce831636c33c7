import type { SettingField } from '#core/model/field-shape.ts';
import { SiteAuditDocument } from './audit-schema.ts';
import { ClientDocument, SiteDocument } from './document.ts';
import { shapeOf } from './field-shapes.ts';

/**
 * Every field that a screen may change, in the order in which it is asked for: a new field of the schema is added here,
 * with its words in the words of the screens, and has its form, its range and its way to be inherited from the schema.
 */
const SECTIONS = {
  place: ['name', 'timezone', 'location', 'geofence', 'priority', 'active', 'groups', 'sources', 'site_plan'],
  audits: [
    'audit.enabled',
    'audit.cadences',
    'audit.disabled_rules',
    'audit.heartbeat_frequency_minutes',
    'audit.audit_frequency_minutes',
    'audit.deep_audit_frequency_hours',
    'audit.active_hours',
  ],
  signals: ['audit.critical_signals', 'audit.signal_thresholds', 'audit.custom_metrics'],
  anomalies: ['audit.anomaly_detection', 'audit.sensitivity', 'audit.anomaly_early', 'audit.anomaly_scale'],
  alerts: [
    'audit.alert_on_finding',
    'audit.alert_severity_threshold',
    'audit.collect_evidence',
    'audit.evidence_lookback_minutes',
  ],
  people: ['people', 'devices', 'shifts'],
  tours: ['tours'],
  calendar: ['audit.maintenance_windows', 'holidays'],
  desk: ['escalation_roles', 'contacts', 'instructions'],
} as const;

/** What a stored document cannot be without. */
const NEEDED: ReadonlySet<string> = new Set(['name', 'timezone']);

/** The fields of the site form; those that are `shared` are the form of a tenant and of a client. */
export const SETTING_FIELDS: readonly SettingField[] = Object.entries(SECTIONS).flatMap(([section, paths]) =>
  paths.map((path): SettingField => {
    const [outer, inner] = path.split('.') as [string, string | undefined]; // a path has one part or two
    const schema =
      inner === undefined ? fieldOf(SiteDocument.shape, outer) : fieldOf(SiteAuditDocument.shape, inner);
    return {
      path,
      section,
      unit: path.endsWith('_minutes')
        ? 'minutes'
        : path.endsWith('_hours') && path !== 'audit.active_hours'
          ? 'hours'
          : null,
      shared: Object.hasOwn(ClientDocument.shape, outer),
      clearable: !NEEDED.has(path),
      shape: shapeOf(schema),
    };
  }),
);

function fieldOf<Schema>(shape: Readonly<Record<string, Schema>>, name: string): Schema {
  const schema = shape[name];
  if (schema === undefined) throw new Error(`the configuration has no field ${name}`);
  return schema;
}
