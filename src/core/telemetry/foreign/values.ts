import { type EpochMs, toIso } from '#core/model/time.ts';
import type { RawRecord } from '../fields.ts';

/** The latest instant that a document can name, 9999-12-31T23:59:59.999Z. */
const LATEST: EpochMs = 253_402_300_799_999;

/** A JSON object, or null for everything else. */
export const asRecord = (value: unknown): RawRecord | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawRecord) : null;

/** Text that says something, or null. */
export const asText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** A number in its range, or nothing: a sensor's nonsense in a field that may be absent must not cost the whole record. */
export const within = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === 'number' && value >= least && value <= most ? value : undefined;

/** An instant in milliseconds as RFC 3339; anything else as it came, to be complained about by its own name. */
export const instantText = (value: unknown): unknown =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= LATEST ? toIso(value) : value;

/** The record without the fields that are null, empty or not there. */
export function filled(record: RawRecord): RawRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}
