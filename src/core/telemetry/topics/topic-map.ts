import type { EventType } from '#core/model/event.ts';
import { type EpochMs, SECOND, toIso } from '#core/model/time.ts';
import type { RawRecord } from '../fields.ts';
import { NO_SITE, type Translation } from '../foreign/sent.ts';
import { asText, filled } from '../foreign/values.ts';
import type { TopicNames } from './pattern.ts';

/** How the payload of a topic is read: as records that say by themselves what they are, in one format, or field by field. */
export const TOPIC_FORMATS = ['auto', 'owntracks', 'traccar', 'ndjson', 'fields'] as const;
export type TopicFormat = (typeof TOPIC_FORMATS)[number];

/** How messages of some topics become events. */
export type TopicMap = {
  /** As in `sensors/{site}/{device}/{metric}`. */
  readonly topic: string;
  readonly format: TopicFormat;
  /** Of `fields`: the type of the event. */
  readonly type: EventType;
  /**
   * Of `fields`: where each field of FORMATS section 2 is found. A path into the JSON payload as in `data.temperature` or
   * `items.0.value`; '' for all of it, which may be a plain number or word; `=word` for what is always the same.
   */
  readonly fields: Readonly<Record<string, string>>;
};

/** What OwnTracks apps publish, with everything below it: transitions, waypoints, last wills. */
export const OWNTRACKS_MAP: TopicMap = {
  topic: 'owntracks/{user}/{device}/#',
  format: 'owntracks',
  type: 'location',
  fields: {},
};

/** Numbers from here on are milliseconds, below seconds: year 5138, and 1973. */
const MILLISECONDS_FROM = 100_000_000_000;

/** The record that a message says field by field. `at`: when it reached us, for payloads that name no time. */
export function translateFields(
  { type, fields }: TopicMap,
  names: TopicNames,
  payload: unknown,
  at: EpochMs,
): Translation {
  const read = Object.entries(fields).map(([field, path]) => [field, valueAt(payload, path)] as const);
  const said: RawRecord = filled({ ...names, ...Object.fromEntries(read) });
  const ts = said.ts === undefined ? toIso(at) : instantOf(said.ts);
  const device = asText(said.device);
  const named = asText(said.site) !== null || device === null;
  const record = { ...said, type, ts, site: named ? (said.site ?? NO_SITE) : NO_SITE };
  const translated = { record, devices: named ? null : [device], names: { site: 'topic', device: 'topic' } };
  return { ok: true, records: [translated] };
}

function valueAt(payload: unknown, path: string): unknown {
  if (path.startsWith('=')) return path.slice(1);
  if (path === '') return typeof payload === 'object' ? undefined : payload;
  let value: unknown = payload;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as RawRecord)[step];
  }
  return value;
}

/** Epoch seconds or milliseconds as RFC 3339; anything else as it came, to be complained about by its name. */
function instantOf(value: unknown): unknown {
  if (typeof value !== 'number' || !(value >= 0) || value > 253_402_300_799_999) return value;
  return toIso(Math.round(value >= MILLISECONDS_FROM ? value : value * SECOND));
}
