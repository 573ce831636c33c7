import type { RecordFormat } from '#core/model/record-format.ts';
import type { OwnTracksSender } from '#core/telemetry/foreign/owntracks.ts';
import {
  LONGEST_LINE,
  type ReadLines,
  type ReadOptions,
  readJson,
  readLines,
  readValues,
} from '../telemetry/read-lines.ts';

/** What came in one request, beside who sent it. */
export type Delivery = {
  readonly format: RecordFormat;
  readonly text: string;
  /** Names that an OwnTracks app sends beside the body. */
  readonly owntracks: OwnTracksSender;
};

/** What was read, or why the body is none that can be read. */
export type ReadBody =
  | { readonly ok: true; readonly read: ReadLines }
  | { readonly ok: false; readonly found: string; readonly expected: string };

const EXPECTED: Readonly<Record<RecordFormat, string>> = {
  ndjson: 'NDJSON (one object a line) or a JSON array of objects',
  traccar: 'the JSON that Traccar forwards',
  owntracks: 'an OwnTracks record',
  alertmanager: 'the webhook of Alertmanager or Grafana',
};

const ANY = 'JSON of a known format';

/** Reads the body of a request: lines, an array, or one record over several lines. Of a body of which nothing is JSON nothing is taken. */
export function readBody(text: string, options: ReadOptions): ReadBody {
  const trimmed = text.trim();
  const expected = options.format === null ? ANY : EXPECTED[options.format];
  if (trimmed.startsWith('[')) {
    const values = readJson(trimmed);
    if (!Array.isArray(values)) return { ok: false, found: 'an array that is no JSON', expected };
    return { ok: true, read: readValues(values, checkLength(trimmed), options) };
  }
  const single = trimmed.startsWith('{') ? readJson(trimmed) : undefined;
  const read =
    single === undefined ? readLines(text, 1, options) : readValues([single], checkLength(trimmed), options);
  const hasJson = read.sent.length > 0 || read.unreadable.some(({ value }) => value !== undefined);
  if (!hasJson && read.unreadable.length > 0) return { ok: false, found: 'no line of JSON', expected };
  return { ok: true, read };
}

/** A record can only be longer than a line may be when the whole body is. */
const checkLength = (text: string): boolean => text.length > LONGEST_LINE / 3;
