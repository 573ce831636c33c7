import type { z } from 'zod';
import { CADENCES, OPTIONAL_RULES } from '#core/model/audit-config.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { metricName, oneOf, signalName, wholeNumber, yesOrNo } from './fields.ts';
import { byLook, distinct, exactly, listOf, mapOf } from './shapes.ts';
import { maintenanceWindow, weeklyWindows, type ZoneKnown } from './window-schema.ts';

const SENSITIVITIES = ['LOW', 'MEDIUM', 'HIGH'] as const;
const DIRECTIONS = ['BELOW', 'ABOVE', 'BOTH'] as const;
const sensitivity = oneOf(SENSITIVITIES);
const sensitivityByMetric = mapOf(signalName, sensitivity, 'a sensitivity by metric');

const SignalThresholdDocument = exactly({
  min_count: wholeNumber(1, 1_000_000),
  window_minutes: wholeNumber(1, 10_080),
});

const CustomMetricDocument = exactly({
  name: metricName,
  kind: oneOf(['COUNT', 'GAUGE']).optional(),
  direction: oneOf(DIRECTIONS).optional(),
});

const uniqueNames = listOf(CustomMetricDocument, 'custom metrics').check((context) => {
  const names = context.value.map((metric) => metric.name);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    context.issues.push({
      code: 'custom',
      path: [index, 'name'],
      message: 'every name once',
      input: name,
    });
  });
});

const auditFields = (zone: ZoneKnown) => ({
  enabled: yesOrNo.optional(),
  audit_frequency_minutes: wholeNumber(5, 60).optional(),
  heartbeat_frequency_minutes: wholeNumber(1, 15).optional(),
  deep_audit_frequency_hours: wholeNumber(1, 24).optional(),
  critical_signals: distinct(signalName, 'signals').optional(),
  signal_thresholds: mapOf(signalName, SignalThresholdDocument, 'thresholds by signal').optional(),
  active_hours: weeklyWindows.optional(),
  maintenance_windows: listOf(maintenanceWindow(zone), 'maintenance windows').optional(),
  alert_on_finding: yesOrNo.optional(),
  alert_severity_threshold: oneOf(SEVERITIES).optional(),
  collect_evidence: yesOrNo.optional(),
  evidence_lookback_minutes: wholeNumber(30, 480).optional(),
  sensitivity: byLook(
    (fields) => (Object.keys(fields).length > 0 ? sensitivityByMetric : sensitivity),
    [
      { name: 'single', sign: null, schema: sensitivity },
      { name: 'by-metric', sign: null, schema: sensitivityByMetric },
    ],
  ).optional(),
  anomaly_detection: yesOrNo.optional(),
  anomaly_early: yesOrNo.optional(),
  anomaly_scale: oneOf(['DAY', 'SAMPLE']).optional(),
  cadences: distinct(oneOf(CADENCES), 'cadences').min(1, { error: 'at least one cadence' }).optional(),
  disabled_rules: distinct(oneOf(OPTIONAL_RULES), 'rules').optional(),
  custom_metrics: uniqueNames.optional(),
});

/** The `audit` block of a site. */
export const SiteAuditDocument = exactly(auditFields('zone-known'));
/** The `audit` block of a tenant or client: its times need an offset, since its sites may lie in several zones. */
export const SharedAuditDocument = exactly(auditFields('zone-unknown'));
export type AuditDocument = z.output<typeof SiteAuditDocument>;

/** The fields of `audit` that hold one value: the columns `audit.*` of a CSV file, with what kind of value they hold. */
export const AUDIT_SCALARS = {
  enabled: 'boolean',
  audit_frequency_minutes: 'number',
  heartbeat_frequency_minutes: 'number',
  deep_audit_frequency_hours: 'number',
  alert_on_finding: 'boolean',
  alert_severity_threshold: 'text',
  collect_evidence: 'boolean',
  evidence_lookback_minutes: 'number',
  sensitivity: 'text',
  anomaly_detection: 'boolean',
  anomaly_early: 'boolean',
  anomaly_scale: 'text',
} as const satisfies Partial<Record<keyof AuditDocument, 'boolean' | 'number' | 'text'>>;
