import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** How far back devices and the signals of those who carry them are looked at. */
export const DEVICE_LOOKBACK = 60 * MINUTE;

/** What one device said of itself. `battery` in percent. */
export type DeviceReport = {
  readonly ts: EpochMs;
  readonly status: string | null;
  readonly battery: number | null;
};

/** What is known of one device of a site. */
export type DeviceReadings = {
  readonly code: string;
  /** Code of the person who carries it. */
  readonly person: string | null;
  /** Within DEVICE_LOOKBACK, oldest first. */
  readonly reports: readonly DeviceReport[];
  /** True when a device of its person is known to have reported here by then, however long ago. */
  readonly reported_before: boolean;
  /** Phone, GPS, task, scan and check-in events of its person within DEVICE_LOOKBACK, oldest first. */
  readonly others: readonly EpochMs[];
};

/** A stored event of a device or of a person, as far as devices are concerned. */
export type DeviceEvent = {
  readonly person: string | null;
  readonly device: string | null;
  readonly ts: EpochMs;
  readonly word: string | null;
  readonly battery: number | null;
};

/** When the device was last heard to be on; null when it was not. */
export const lastOnline = (reports: readonly DeviceReport[]): EpochMs | null =>
  reports.findLast(({ status }) => status !== 'OFFLINE')?.ts ?? null;
