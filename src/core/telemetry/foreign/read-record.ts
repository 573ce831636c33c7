import type { RecordFormat } from '#core/model/record-format.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { RawRecord } from '../fields.ts';
import { type ParseContext, parseEvent } from '../parse-event.ts';
import { isAlertmanager, translateAlertmanager } from './alertmanager.ts';
import { isGpx, translateGpx } from './gpx.ts';
import { isOwnTracks, type OwnTracksSender, translateOwnTracks } from './owntracks.ts';
import { type ReadRecord, readTranslated, type Translation } from './sent.ts';
import { isTraccar, translateTraccar } from './traccar.ts';
import { asRecord } from './values.ts';

export type RecordContext = ParseContext & {
  /** When it reached us: stands in for the time of a record whose format may leave it out. */
  readonly at: EpochMs;
  readonly owntracks?: OwnTracksSender;
};

/** Those that senders use, and a point of a file of tracks, which is no record of its own there. */
type Written = RecordFormat | 'gpx';

/** Which format a record is written in, by what it contains. */
export function formatOf(record: RawRecord): Written {
  if (record.type !== undefined) return 'ndjson';
  if (isOwnTracks(record)) return 'owntracks';
  if (isTraccar(record)) return 'traccar';
  if (isGpx(record)) return 'gpx';
  return isAlertmanager(record) ? 'alertmanager' : 'ndjson';
}

/** Reads one record of FORMATS section 2 or of a foreign format; `format` null finds it out by content. Total. */
export function readRecord(value: unknown, format: RecordFormat | null, context: RecordContext): ReadRecord {
  const record = asRecord(value);
  const written = record === null ? 'ndjson' : (format ?? formatOf(record));
  if (record !== null && written !== 'ndjson')
    return readTranslated(translate(record, written, context), context);
  const parsed = parseEvent(value, context);
  return parsed.ok ? { ok: true, sent: [{ event: parsed.event, devices: null }] } : parsed;
}

function translate(
  record: RawRecord,
  format: Exclude<Written, 'ndjson'>,
  { at, owntracks }: RecordContext,
): Translation {
  if (format === 'gpx') return translateGpx(record);
  if (format === 'traccar') return translateTraccar(record);
  return format === 'owntracks' ? translateOwnTracks(record, at, owntracks) : translateAlertmanager(record);
}
