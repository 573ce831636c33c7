import type { EpochMs } from '#core/model/time.ts';
import { NO_SITE, type Sent } from '#core/telemetry/foreign/sent.ts';
import type { QuarantineRow } from '#main/ports/store.ts';
import { readLines } from '../telemetry/read-lines.ts';

export type ReadAgain =
  | { readonly ok: true; readonly sent: readonly Sent[] }
  | { readonly ok: false; readonly detail: string };

/** Gives the instant of a time without an offset at a site that the sender may name; null where there is none. */
export type ZoneOf = (site: string, tenant: string | null) => ((wall: EpochMs) => EpochMs) | null;

/** Reads a refused line as it would be read today. `at`: when it came, for formats that leave the time out. */
export function readAgain({ raw, at, place, tenant }: QuarantineRow, zoneOf: ZoneOf): ReadAgain {
  const instantOf = (wall: EpochMs, site: string) => zoneOf(site, tenant)?.(wall) ?? null;
  const options = { file: place ?? '', format: null, context: { at, instantOf } };
  const { sent, unreadable } = readLines(raw, 1, options);
  const [problem] = unreadable;
  if (problem !== undefined) return { ok: false, detail: problem.detail };
  return { ok: true, sent: sent.map(withNames) };
}

/** A line that was written out of a foreign record still names the device: by all the names that record gave it. */
function withNames({ event, devices }: Sent): Sent {
  if (devices !== null || event.site !== NO_SITE || event.device === null) return { event, devices };
  const alone = event.device.split('/').at(-1) ?? event.device;
  const owntracks = event.attributes?.owntracks;
  const tid =
    typeof owntracks === 'object' && owntracks !== null && 'tid' in owntracks ? owntracks.tid : null;
  const names = [event.device, alone, ...(typeof tid === 'string' && tid !== '' ? [tid] : [])];
  return { event, devices: [...new Set(names)] };
}
