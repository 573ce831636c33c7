import type { SettingChange } from '../config/edit.ts';
import type { AuditConfig } from '../model/audit-config.ts';
import { CADENCES } from '../model/audit-config.ts';
import type { RolloutValues } from '../model/rollout.ts';
import type { Site } from '../model/site.ts';

type At = Pick<Site, 'code' | 'tenant' | 'priority' | 'audit'>;
type Wanted = readonly [path: string, now: unknown, wanted: unknown];

/** The same change at some sites: what holds there now, whichever scope says so, and what would hold. */
export type GroupedChange = {
  readonly field: string;
  readonly from: string;
  readonly to: string;
  /** Codes, in the order in which they were given. */
  readonly sites: readonly string[];
};

/** What the values ask for at a site, of what is not so there already. */
function wantedAt({ audit, priority }: At, values: RolloutValues): readonly Wanted[] {
  const { enabled, alert_severity_threshold, heartbeat_priority, anomaly_detection, sensitivity } = values;
  const isHeard = alert_severity_threshold === null ? null : true;
  const isCritical = heartbeat_priority !== null && priority <= heartbeat_priority;
  const wanted: readonly Wanted[] = [
    ['audit.enabled', audit.enabled, enabled],
    ['audit.cadences', audit.cadences, isCritical ? withHeartbeat(audit.cadences) : null],
    ['audit.alert_on_finding', audit.alert_on_finding, isHeard],
    ['audit.alert_severity_threshold', audit.alert_severity_threshold, alert_severity_threshold],
    ['audit.anomaly_detection', audit.anomaly_detection, anomaly_detection],
    ['audit.sensitivity', sensitivityOf(audit), sensitivity],
  ];
  return wanted.filter(([, now, value]) => value !== null && textOf(now) !== textOf(value));
}

/** In their usual order, so that what has it already stays the same. */
const withHeartbeat = (cadences: AuditConfig['cadences']): AuditConfig['cadences'] =>
  cadences.includes('HEARTBEAT')
    ? cadences
    : CADENCES.filter((each) => each === 'HEARTBEAT' || cadences.includes(each));

/** One word where it is the same for every metric. */
const sensitivityOf = ({ sensitivity }: AuditConfig): unknown =>
  Object.keys(sensitivity).length === 1 ? sensitivity.default : sensitivity;

const textOf = (value: unknown): string => {
  if (value !== null && typeof value === 'object')
    return Array.isArray(value)
      ? value.map(textOf).join(', ')
      : Object.entries(value)
          .map(([name, each]) => `${name} ${textOf(each)}`)
          .join(', ');
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
};

/** Field by field what would be another at which sites, as people read it. */
export function groupedChanges(sites: readonly At[], values: RolloutValues): readonly GroupedChange[] {
  const groups = new Map<string, { field: string; from: string; to: string; sites: string[] }>();
  for (const site of sites) {
    for (const [field, now, wanted] of wantedAt(site, values)) {
      const [from, to] = [textOf(now), textOf(wanted)];
      const key = JSON.stringify([field, from, to]);
      const group = groups.get(key) ?? { field, from, to, sites: [] };
      group.sites.push(site.code);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0));
}

/** The same as an edit of the configuration: a site gets only what does not hold there already. */
export function settingChanges(sites: readonly At[], values: RolloutValues): readonly SettingChange[] {
  const groups = new Map<
    string,
    { set: Readonly<Record<string, unknown>>; targets: SettingChange['targets'][number][] }
  >();
  for (const site of sites) {
    const wanted = wantedAt(site, values);
    if (wanted.length === 0) continue;
    const set = Object.fromEntries(wanted.map(([path, , value]) => [path, value]));
    const group = groups.get(JSON.stringify(set)) ?? { set, targets: [] };
    group.targets.push({ scope: 'SITE', tenant: site.tenant, code: site.code });
    groups.set(JSON.stringify(set), group);
  }
  return [...groups.values()];
}
