import { z } from 'zod';
import type { TrialChange, TrialOrder, TrialTarget } from '#contract/what-if.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { SEVERITIES } from '#core/model/finding.ts';

/** How the value of a setting is entered. */
type Kind =
  | 'threshold'
  | 'level'
  | 'severity'
  | 'yes_no'
  | 'number'
  | 'names'
  | 'rules'
  | 'cadences'
  | 'json';

/** Every setting that can be tried, with the way its value is entered. Add one here. */
export const TRIAL_FIELDS = {
  signal_thresholds: 'threshold',
  sensitivity: 'level',
  alert_severity_threshold: 'severity',
  critical_signals: 'names',
  disabled_rules: 'rules',
  cadences: 'cadences',
  active_hours: 'json',
  maintenance_windows: 'json',
  anomaly_detection: 'yes_no',
  anomaly_early: 'yes_no',
  alert_on_finding: 'yes_no',
  enabled: 'yes_no',
  heartbeat_frequency_minutes: 'number',
  audit_frequency_minutes: 'number',
} as const satisfies Readonly<Record<string, Kind>>;
export type TrialField = keyof typeof TRIAL_FIELDS;

/** One setting as it is being entered. `part`: the signal or metric. `value`: of a threshold its count. */
export type DraftChange = {
  readonly key: number;
  readonly field: TrialField;
  readonly part: string;
  readonly value: string;
  readonly minutes: string;
};

/** A trial as it is being entered. */
export type Draft = {
  readonly scope: TrialTarget['scope'];
  readonly sites: readonly string[];
  readonly group: string;
  /** `tenant client`, as the picker lists them. */
  readonly client: string | null;
  readonly tenant: string | null;
  readonly changes: readonly DraftChange[];
  readonly days: number;
};

export const LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;
const FIRST_VALUES: Readonly<Record<Kind, string>> = {
  threshold: '1',
  level: 'MEDIUM',
  severity: 'HIGH',
  yes_no: 'no',
  number: '',
  names: '',
  rules: '',
  cadences: CADENCES.join(','),
  json: '',
};

/** A setting that was just chosen, with a value to begin from. */
export const draftOf = (key: number, field: TrialField): DraftChange => ({
  key,
  field,
  part: field === 'signal_thresholds' ? 'phone_events' : '',
  value: FIRST_VALUES[TRIAL_FIELDS[field]],
  minutes: '60',
});

/** What is asked of the engine; null while something is missing. */
export function orderOf(draft: Draft): TrialOrder | null {
  const target = targetOf(draft);
  const changes = draft.changes.map(changeOf);
  if (target === null || changes.length === 0 || changes.includes(null)) return null;
  return { target, changes: changes.filter((change) => change !== null), days: draft.days };
}

export function targetOf({ scope, sites, group, client, tenant }: Draft): TrialTarget | null {
  if (scope === 'GROUP') return group.trim() === '' ? null : { scope, group: group.trim() };
  if (scope === 'SITE') return sites.length === 0 ? null : { scope, sites: [...sites] };
  if (scope === 'TENANT') return tenant === null ? null : { scope, tenant };
  const [ofTenant, code] = (client ?? '').split(' ');
  return ofTenant === undefined || code === undefined ? null : { scope, tenant: ofTenant, client: code };
}

/** The change that was entered; null while it is not complete. An empty value of a part unsets it. */
export function changeOf({ field, part, value, minutes }: DraftChange): TrialChange | null {
  const kind: Kind = TRIAL_FIELDS[field];
  const text = value.trim();
  const named = part.trim() === '' ? field : `${field}.${part.trim()}`;
  switch (kind) {
    case 'threshold': {
      const [min_count, window_minutes] = [whole(text), whole(minutes)];
      if (part.trim() === '' || min_count === null || window_minutes === null) return null;
      return { field: named, value: { min_count, window_minutes } };
    }
    case 'level':
      return LEVELS.some((level) => level === text) ? { field: named, value: text } : null;
    case 'severity':
      return SEVERITIES.some((severity) => severity === text) ? { field, value: text } : null;
    case 'yes_no':
      return { field, value: text === 'yes' };
    case 'number': {
      const number = whole(text);
      return number === null ? null : { field, value: number };
    }
    case 'names':
    case 'cadences': {
      const names = namesIn(text);
      return names.length === 0 ? null : { field, value: [...names] };
    }
    // None is a value too: all rules are asked.
    case 'rules':
      return { field, value: [...namesIn(text)] };
    case 'json':
      return jsonChange(field, text);
  }
}

/** Names as they are entered, separated by commas. */
export const namesIn = (text: string): readonly string[] =>
  text.split(',').flatMap((name) => name.trim() || []);

function jsonChange(field: string, text: string): TrialChange | null {
  try {
    return { field, value: JSON.parse(text) };
  } catch {
    return null; // not finished yet
  }
}

function whole(text: string): number | null {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= 0 ? number : null;
}

/** A change that somebody else proposes, as if it had been entered; null for a setting that cannot be tried. */
export function draftFrom(key: number, { field: named, value }: TrialChange): DraftChange | null {
  const [field = '', part = ''] = named.split('.');
  if (!isTrialField(field)) return null;
  const empty = { ...draftOf(key, field), part };
  if (typeof value === 'string') return { ...empty, value };
  if (Array.isArray(value)) return { ...empty, value: value.join(', ') };
  const threshold = Threshold.safeParse(value);
  if (!threshold.success) return null;
  const { min_count, window_minutes } = threshold.data;
  return { ...empty, value: String(min_count), minutes: String(window_minutes) };
}

const Threshold = z.object({ min_count: z.number(), window_minutes: z.number() });
const isTrialField = (field: string): field is TrialField => Object.hasOwn(TRIAL_FIELDS, field);
