import { type Interval, toIso } from '#core/model/time.ts';
import type { TraccarDevice } from '#core/telemetry/foreign/traccar-history.ts';
import type { TraccarSource } from './link.ts';

/** The devices that shall be asked for. */
export const wantedOf = (
  devices: readonly TraccarDevice[],
  { devices: only }: Pick<TraccarSource, 'devices'>,
): readonly TraccarDevice[] =>
  only.length === 0 ? devices : devices.filter(({ unique }) => only.includes(unique));

/** The questions for what a device did in a time: its positions, then its events. */
export function historyOf({ id }: TraccarDevice, { start, end }: Interval): readonly [string, string] {
  const query = new URLSearchParams({ deviceId: String(id), from: toIso(start), to: toIso(end) });
  return [`/api/positions?${query}`, `/api/reports/events?${query}`];
}
