import type { EventType } from '#core/model/event.ts';
import { type FieldProblem, type RawRecord, refuse } from './fields.ts';

const COMMON = ['type', 'site', 'ts', 'id', 'received_at', 'source', 'person', 'device'] as const;
const named = (...fields: string[]): ReadonlySet<string> => new Set([...COMMON, ...fields]);

/** The fields that FORMATS section 2 names, by type. Every other one is an attribute. */
const NAMED_FIELDS: Readonly<Record<EventType, ReadonlySet<string>>> = {
  phone_event: named('kind'),
  location: named('lat', 'lon', 'accuracy', 'speed', 'heading', 'altitude', 'battery', 'mock'),
  checkpoint_scan: named('tour', 'run', 'checkpoint', 'lat', 'lon'),
  tour: named('tour', 'run', 'status'),
  task: named('task', 'status', 'due', 'title'),
  attendance: named('status'),
  check_in: named('status'),
  device: named('status', 'battery'),
  alert: named('severity', 'alert_type', 'message'),
  metric: named('metric', 'value'),
};

/** Names that would reach an object's prototype if anybody copied them carelessly. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const DEEPEST = 16;

/** Everything that the format does not name, kept as it came; null when there is nothing. */
export function readAttributes(
  raw: RawRecord,
  type: EventType,
  problems: FieldProblem[],
): Readonly<Record<string, unknown>> | null {
  const known = NAMED_FIELDS[type];
  let attributes: Record<string, unknown> | null = null;
  for (const field in raw) {
    if (known.has(field)) continue;
    if (isSafe(field, raw[field], problems)) {
      attributes ??= {};
      attributes[field] = raw[field];
    }
  }
  return attributes;
}

function isSafe(field: string, value: unknown, problems: FieldProblem[]): boolean {
  if (FORBIDDEN.has(field)) {
    refuse(problems, field, value, 'another name: this one is not allowed');
    return false;
  }
  if (value === null || typeof value !== 'object' || isHarmless(value, DEEPEST)) return true;
  refuse(problems, field, value, `at most ${DEEPEST} levels and none named ${[...FORBIDDEN].join(', ')}`);
  return false;
}

function isHarmless(value: object, levels: number): boolean {
  if (levels === 0) return false;
  for (const [name, inner] of Object.entries(value)) {
    if (FORBIDDEN.has(name)) return false;
    if (inner !== null && typeof inner === 'object' && !isHarmless(inner, levels - 1)) return false;
  }
  return true;
}
