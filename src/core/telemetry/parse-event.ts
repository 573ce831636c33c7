import { EVENT_TYPES, type EventType, type TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { readAttributes } from './attributes.ts';
import {
  type FieldProblem,
  optionalCode,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalWord,
  type RawRecord,
  refuse,
  requiredCode,
  requiredNumber,
  requiredWord,
} from './fields.ts';
import { readTime } from './instant.ts';

/** What a reader must know of the world to understand a record. */
export type ParseContext = {
  /**
   * The instant of a time without an offset at a site, or null when the site is not known. `wall` is what the clock on
   * the wall shows, written as if it were UTC.
   */
  readonly instantOf?: (wall: EpochMs, site: string) => EpochMs | null;
};

/** An event, or everything that is wrong with the record. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: TelemetryEvent }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** The fields that every type shares. */
type Common = Pick<
  TelemetryEvent,
  'site' | 'ts' | 'received_at' | 'id' | 'source' | 'person' | 'device' | 'attributes'
>;
type Reader = (
  common: Common,
  raw: RawRecord,
  problems: FieldProblem[],
  context: ParseContext,
) => TelemetryEvent;

const LOWEST = -Number.MAX_VALUE;
const HIGHEST = Number.MAX_VALUE;
const RFC_3339 = 'a time as in 2026-11-06T09:00:00+05:30, from 1970 on';

/** Reads one record of FORMATS section 2. Pure and total: whatever comes in, it answers. */
export function parseEvent(raw: unknown, context: ParseContext = {}): ParsedEvent {
  const problems: FieldProblem[] = [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    refuse(problems, '', raw, 'an object');
    return { ok: false, problems };
  }
  const record = raw as RawRecord; // any object is a record of unknowns
  if (!isEventType(record.type)) {
    refuse(problems, 'type', record.type, EVENT_TYPES.join(', '));
    return { ok: false, problems };
  }
  const common = readCommon(record, record.type, problems, context);
  const event = READERS[record.type](common, record, problems, context);
  return problems.length === 0 ? { ok: true, event } : { ok: false, problems };
}

const isEventType = (value: unknown): value is EventType =>
  typeof value === 'string' && Object.hasOwn(READERS, value);

function readCommon(
  raw: RawRecord,
  type: EventType,
  problems: FieldProblem[],
  context: ParseContext,
): Common {
  const site = requiredCode(raw, 'site', problems);
  const ts = readInstant(raw, 'ts', site, problems, context);
  if (raw.ts === undefined || raw.ts === null) refuse(problems, 'ts', raw.ts, RFC_3339);
  return {
    site,
    ts: ts ?? 0,
    received_at: readInstant(raw, 'received_at', site, problems, context),
    id: optionalCode(raw, 'id', problems),
    source: optionalCode(raw, 'source', problems),
    person: optionalCode(raw, 'person', problems),
    device: optionalCode(raw, 'device', problems),
    attributes: readAttributes(raw, type, problems),
  };
}

const READERS: Readonly<Record<EventType, Reader>> = {
  phone_event: (common, raw, problems) => ({
    ...common,
    type: 'phone_event',
    kind: optionalCode(raw, 'kind', problems),
  }),
  location: (common, raw, problems) => ({
    ...common,
    type: 'location',
    lat: requiredNumber(raw, 'lat', -90, 90, problems),
    lon: requiredNumber(raw, 'lon', -180, 180, problems),
    accuracy: optionalNumber(raw, 'accuracy', 0, HIGHEST, problems),
    speed: optionalNumber(raw, 'speed', 0, HIGHEST, problems),
    heading: optionalNumber(raw, 'heading', 0, 360, problems),
    altitude: optionalNumber(raw, 'altitude', LOWEST, HIGHEST, problems),
    battery: optionalNumber(raw, 'battery', 0, 100, problems),
    mock: optionalFlag(raw, 'mock', problems),
  }),
  checkpoint_scan: (common, raw, problems) => ({
    ...common,
    type: 'checkpoint_scan',
    tour: requiredCode(raw, 'tour', problems),
    run: optionalCode(raw, 'run', problems),
    checkpoint: requiredCode(raw, 'checkpoint', problems),
    lat: optionalNumber(raw, 'lat', -90, 90, problems),
    lon: optionalNumber(raw, 'lon', -180, 180, problems),
  }),
  tour: (common, raw, problems) => ({
    ...common,
    type: 'tour',
    tour: requiredCode(raw, 'tour', problems),
    run: optionalCode(raw, 'run', problems),
    status: requiredWord(raw, 'status', ['STARTED', 'COMPLETED', 'ABANDONED'], problems),
  }),
  task: (common, raw, problems, context) => ({
    ...common,
    type: 'task',
    task: requiredCode(raw, 'task', problems),
    status: requiredWord(raw, 'status', ['ASSIGNED', 'STARTED', 'COMPLETED', 'CANCELLED'], problems),
    due: readInstant(raw, 'due', common.site, problems, context),
    title: optionalText(raw, 'title', problems),
  }),
  attendance: (common, raw, problems) => ({
    ...common,
    type: 'attendance',
    status: requiredWord(raw, 'status', ['IN', 'OUT'], problems),
  }),
  check_in: (common, raw, problems) => ({
    ...common,
    type: 'check_in',
    status: requiredWord(raw, 'status', ['OK', 'DURESS'], problems),
  }),
  device: (common, raw, problems) => ({
    ...common,
    type: 'device',
    status: optionalWord(raw, 'status', ['ONLINE', 'OFFLINE'], problems),
    battery: optionalNumber(raw, 'battery', 0, 100, problems),
  }),
  alert: (common, raw, problems) => ({
    ...common,
    type: 'alert',
    severity: optionalCode(raw, 'severity', problems),
    alert_type: optionalCode(raw, 'alert_type', problems),
    message: optionalText(raw, 'message', problems),
  }),
  metric: (common, raw, problems) => ({
    ...common,
    type: 'metric',
    metric: requiredCode(raw, 'metric', problems),
    value: optionalNumber(raw, 'value', LOWEST, HIGHEST, problems) ?? 1,
  }),
};

/** The instant in a field; null when it is absent or, with a problem noted, not readable. */
function readInstant(
  raw: RawRecord,
  field: string,
  site: string,
  problems: FieldProblem[],
  context: ParseContext,
): EpochMs | null {
  const value = raw[field];
  if (value === undefined || value === null) return null;
  const time = typeof value === 'string' ? readTime(value) : null;
  if (time === null) return refuse(problems, field, value, RFC_3339);
  if (time.zoned) return time.at;
  const at = context.instantOf?.(time.at, site) ?? null;
  return at ?? refuse(problems, field, value, `${RFC_3339} (offset needed: the site's zone is not known)`);
}
