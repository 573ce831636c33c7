import type { RecordFormat } from '#core/model/record-format.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { RawRecord } from '../fields.ts';
import { type ParseContext, parseEvent } from '../parse-event.ts';
import { isAlertmanager, translateAlertmanager } from './alertmanager.ts';
import { isOwnTracks, type OwnTracksSender, translateOwnTracks } from './owntracks.ts';
import { type ReadRecord, readTranslated, type Translation } from './sent.ts';
import { isTraccar, translateTraccar } from './traccar.ts';
import { asRecord } from './values.ts';

export type RecordContext = ParseContext & {
  /** When it reached us: stands in for the time of a record whose format may leave it out. */
  readonly at: EpochMs;
  readonly owntracks?: OwnTracksSender;
};

/** Which format a record is written in, by what it contains. */
export function formatOf(record: RawRecord): RecordFormat {
  if (record.type !== undefined) return 'ndjson';
  if (isOwnTracks(record)) return 'owntracks';
  if (isTraccar(record)) return 'traccar';
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
  format: Exclude<RecordFormat, 'ndjson'>,
  { at, owntracks }: RecordContext,
): Translation {
  if (format === 'traccar') return translateTraccar(record);
  return format === 'owntracks' ? translateOwnTracks(record, at, owntracks) : translateAlertmanager(record);
}
