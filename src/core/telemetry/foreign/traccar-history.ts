import type { EpochMs } from '#core/model/time.ts';
import type { RawRecord } from '../fields.ts';
import { asRecord, asText } from './values.ts';

/* What a Traccar server answers when its history is asked for (`/api/devices`, `/api/positions`, `/api/reports/events`). */

/** A device of the server. `heard_at`: when the server heard of it last; null: never. */
export type TraccarDevice = {
  /** Its number at that server, by which is asked. */
  readonly id: number;
  readonly unique: string;
  readonly heard_at: EpochMs | null;
};

/** The devices of an answer; what is none is left out. */
export function traccarDevices(values: readonly unknown[]): readonly TraccarDevice[] {
  return values.flatMap((value) => {
    const device = asRecord(value);
    const unique = asText(device?.uniqueId);
    if (device === null || unique === null || !Number.isSafeInteger(device.id)) return [];
    return [{ id: Number(device.id), unique, heard_at: instantOf(device.lastUpdate) }];
  });
}

/** Positions and events of one device, each as the server would have forwarded it. A value that is no object stays as it is, to be complained about. */
export function traccarRecords(
  unique: string,
  positions: readonly unknown[],
  events: readonly unknown[],
): readonly unknown[] {
  const device: RawRecord = { uniqueId: unique };
  const as = (name: 'position' | 'event') => (value: unknown) => {
    const record = asRecord(value);
    return record === null ? value : { [name]: record, device };
  };
  return [...positions.map(as('position')), ...events.map(as('event'))];
}

/** When the newest of the positions was fixed, by which the server orders them; null without any. */
export function newestFix(positions: readonly unknown[]): EpochMs | null {
  let newest: EpochMs | null = null;
  for (const position of positions) {
    const at = instantOf(asRecord(position)?.fixTime);
    if (at !== null && (newest === null || at > newest)) newest = at;
  }
  return newest;
}

/** Versions write RFC 3339 with or without a colon in the offset, or milliseconds. */
function instantOf(time: unknown): EpochMs | null {
  if (typeof time === 'number') return Number.isSafeInteger(time) ? time : null;
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}
