import type { AuditConfig } from '#core/model/audit-config.ts';
import type { FindingCadence } from '#core/model/finding.ts';
import type { Rule } from './rule.ts';
import { anomaly } from './rules/anomaly.ts';
import { auditGap } from './rules/audit-gap.ts';
import { checkpointPattern } from './rules/checkpoint-pattern.ts';
import { criticalSignalLow } from './rules/critical-signal-low.ts';
import { deviceBatteryLow } from './rules/device-battery-low.ts';
import { deviceOffline } from './rules/device-offline.ts';
import { duress } from './rules/duress.ts';
import { externalAlert } from './rules/external-alert.ts';
import { guardInactive } from './rules/guard-inactive.ts';
import { guardNoShow } from './rules/guard-no-show.ts';
import { impossibleTravel } from './rules/impossible-travel.ts';
import { loneWorkerOverdue } from './rules/lone-worker-overdue.ts';
import { manual } from './rules/manual.ts';
import { geofenceBreach, guardOutOfSite } from './rules/out-of-site.ts';
import { silentSite } from './rules/silent-site.ts';
import { slaStorm } from './rules/sla-storm.ts';
import { sourceSilent } from './rules/source-silent.ts';
import { taskOverdue } from './rules/task-overdue.ts';
import { tourAbandoned } from './rules/tour-abandoned.ts';
import { tourIncomplete } from './rules/tour-incomplete.ts';
import { tourOverdue } from './rules/tour-overdue.ts';

/** Every rule. The parent of symptoms stands before them. */
export const RULES: readonly Rule[] = [
  sourceSilent,
  silentSite,
  criticalSignalLow,
  slaStorm,
  tourOverdue,
  tourIncomplete,
  tourAbandoned,
  checkpointPattern,
  taskOverdue,
  guardNoShow,
  guardInactive,
  guardOutOfSite,
  geofenceBreach,
  impossibleTravel,
  deviceOffline,
  deviceBatteryLow,
  anomaly,
  loneWorkerOverdue,
  duress,
  externalAlert,
  manual,
  auditGap,
];

/** Rules that look as soon as something happens. The heartbeat is their second net: for what a timer or a maintenance window left. */
const SECOND_NET: readonly Rule[] = [loneWorkerOverdue, externalAlert];

/** Anomalies are scored as soon as a quarter of an hour has closed, and are findings of the deep audit all the same. */
const AS_SOON_AS_CLOSED: readonly Rule[] = [anomaly];

const ALSO: Readonly<Partial<Record<FindingCadence, readonly Rule[]>>> = {
  HEARTBEAT: SECOND_NET,
  COMPREHENSIVE: AS_SOON_AS_CLOSED,
};

const byCadence = new Map<FindingCadence, readonly Rule[]>();

/** The rules that a cadence evaluates: the same list each time. */
export function rulesOf(cadence: FindingCadence): readonly Rule[] {
  const known = byCadence.get(cadence);
  if (known !== undefined) return known;
  const rules = RULES.filter((rule) => rule.cadence === cadence || (ALSO[cadence]?.includes(rule) ?? false));
  byCadence.set(cadence, rules);
  return rules;
}

/** The rule that makes a finding type, or null. */
export const ruleOf = (findingType: string): Rule | null =>
  RULES.find((rule) => rule.owns(findingType)) ?? null;

/** True when the site goes without the rule. What it is called in the settings is its type without the names that it makes. */
export const isSwitchedOff = (
  { type }: Rule,
  { disabled_rules }: Pick<AuditConfig, 'disabled_rules'>,
): boolean =>
  disabled_rules.length > 0 && (disabled_rules as readonly string[]).includes(type.replace('_*', ''));

/** Only a person ends them: no audit changes anything about such a finding. */
const ENDED_BY_PEOPLE: readonly Rule[] = [duress, manual];
export const isEndedByPeopleAlone = (findingType: string): boolean =>
  ENDED_BY_PEOPLE.some((rule) => rule.owns(findingType));

/** Kinds that maintenance, shelving and switched-off alerts do not hold back. */
export const isExempt = (findingType: string): boolean => ruleOf(findingType)?.exempt ?? false;
