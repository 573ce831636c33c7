import type { AuditConfig, ConfigScope, CustomMetric, SignalThreshold } from '#core/model/audit-config.ts';
import type { AuditDocument } from './audit-schema.ts';
import { DEFAULT_AUDIT, DEFAULT_THRESHOLD } from './defaults.ts';
import type { HolidayDocument, ScopeSettings } from './document.ts';
import { maintenanceAtSite } from './windows.ts';

type SettingScope = Exclude<ConfigScope, 'DEFAULT'>;
type Layer = { readonly scope: SettingScope; readonly audit: AuditDocument };
type Scopes = Record<string, SettingScope>;
type SensitivityMap = AuditConfig['sensitivity'];

/** The fields of which the nearest scope's value holds as a whole. */
const NEAREST_WINS = [
  'enabled',
  'audit_frequency_minutes',
  'heartbeat_frequency_minutes',
  'deep_audit_frequency_hours',
  'critical_signals',
  'active_hours',
  'alert_on_finding',
  'alert_severity_threshold',
  'collect_evidence',
  'evidence_lookback_minutes',
  'anomaly_detection',
  'anomaly_early',
  'anomaly_scale',
  'cadences',
  'disabled_rules',
] as const satisfies readonly (keyof AuditDocument)[];

/**
 * The audit settings that hold at a site: tenant → client → site, the nearest wins field by field; thresholds by signal,
 * custom metrics by name, sensitivity by metric (a nearer single value covers every metric); maintenance windows add up.
 */
export function effectiveAudit(
  tenant: ScopeSettings,
  client: ScopeSettings,
  site: ScopeSettings & { readonly timezone: string },
): AuditConfig {
  const layers = layersOf(tenant, client, site);
  if (layers.length === 0) return DEFAULT_AUDIT;
  const scopes: Scopes = {};
  const nearest = mergeNearest(layers, scopes);
  return {
    ...nearest,
    signal_thresholds: mergeThresholds(layers, nearest.critical_signals, scopes),
    sensitivity: mergeSensitivity(layers, scopes),
    custom_metrics: mergeMetrics(layers, scopes),
    maintenance_windows: addWindows(layers, site.timezone, scopes),
    scopes,
  };
}

/** The holidays of all scopes together, by date; where two name the same date, the nearest scope's name. */
export function effectiveHolidays(
  tenant: ScopeSettings,
  client: ScopeSettings,
  site: ScopeSettings,
): readonly HolidayDocument[] {
  const byDate = new Map<string, HolidayDocument>();
  for (const { holidays } of [tenant, client, site])
    for (const holiday of holidays ?? []) byDate.set(holiday.date, holiday);
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function layersOf(tenant: ScopeSettings, client: ScopeSettings, site: ScopeSettings): readonly Layer[] {
  const layers: Layer[] = [];
  if (tenant.audit !== undefined) layers.push({ scope: 'TENANT', audit: tenant.audit });
  if (client.audit !== undefined) layers.push({ scope: 'CLIENT', audit: client.audit });
  if (site.audit !== undefined) layers.push({ scope: 'SITE', audit: site.audit });
  return layers;
}

function mergeNearest(layers: readonly Layer[], scopes: Scopes): AuditConfig {
  let merged: AuditConfig = DEFAULT_AUDIT;
  for (const { scope, audit } of layers) {
    for (const field of NEAREST_WINS) {
      const value = audit[field];
      if (value === undefined) continue;
      merged = { ...merged, [field]: value };
      scopes[field] = scope;
    }
  }
  return merged;
}

function mergeThresholds(layers: readonly Layer[], critical: readonly string[], scopes: Scopes) {
  const merged: Record<string, SignalThreshold> = { ...DEFAULT_AUDIT.signal_thresholds };
  for (const { scope, audit } of layers) {
    for (const [signal, threshold] of Object.entries(audit.signal_thresholds ?? {})) {
      merged[signal] = threshold;
      scopes[`signal_thresholds.${signal}`] = scope;
    }
  }
  for (const signal of critical) merged[signal] ??= DEFAULT_THRESHOLD;
  return merged;
}

function mergeSensitivity(layers: readonly Layer[], scopes: Scopes): SensitivityMap {
  let merged: SensitivityMap = DEFAULT_AUDIT.sensitivity;
  for (const { scope, audit } of layers) {
    if (audit.sensitivity === undefined) continue;
    const said = typeof audit.sensitivity === 'string' ? { default: audit.sensitivity } : audit.sensitivity;
    if (said.default !== undefined) {
      for (const name of Object.keys(merged)) delete scopes[`sensitivity.${name}`];
      merged = { default: said.default };
      scopes.sensitivity = scope;
    }
    for (const [metric, value] of Object.entries(said)) {
      if (metric === 'default') continue;
      merged = { ...merged, [metric]: value };
      scopes[`sensitivity.${metric}`] = scope;
    }
  }
  return merged;
}

function mergeMetrics(layers: readonly Layer[], scopes: Scopes): readonly CustomMetric[] {
  const merged = new Map<string, CustomMetric>();
  for (const { scope, audit } of layers) {
    for (const { name, kind = 'COUNT', direction = 'BOTH' } of audit.custom_metrics ?? []) {
      merged.set(name, { name, kind, direction });
      scopes[`custom_metrics.${name}`] = scope;
    }
  }
  return [...merged.values()];
}

function addWindows(layers: readonly Layer[], timezone: string, scopes: Scopes) {
  return layers.flatMap(({ scope, audit }) => {
    const windows = audit.maintenance_windows ?? [];
    if (windows.length > 0) scopes.maintenance_windows = scope;
    return windows.map((window) => maintenanceAtSite(window, timezone));
  });
}
