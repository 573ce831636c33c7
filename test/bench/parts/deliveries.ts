import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** An event that arrived over a minute after it happened. */
export type LateEvent = { readonly ts: EpochMs; readonly received_at: EpochMs };
/** Somebody called for help. */
export type Call = { readonly site: string; readonly ts: EpochMs; readonly received_at: EpochMs };

/** What matters of a telemetry file when delays are judged. */
export type Deliveries = {
  readonly events: number;
  /** By site. */
  readonly late: ReadonlyMap<string, readonly LateEvent[]>;
  readonly calls: readonly Call[];
};

/** The fields of a line of the simulator's telemetry that are looked at. */
type Line = {
  readonly site: string;
  readonly ts: string;
  readonly received_at: string;
  readonly status?: string;
  readonly alert_type?: string;
};

const CALLS = new Set(['DURESS', 'SOS', 'PANIC']);

/** Reads through the telemetry of a simulation once. */
export async function readDeliveries(file: string): Promise<Deliveries> {
  const late = new Map<string, LateEvent[]>();
  const calls: Call[] = [];
  let events = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    events++;
    const line = JSON.parse(text) as Line; // safe: written by the simulator
    const ts = Date.parse(line.ts);
    const received_at = Date.parse(line.received_at);
    if (CALLS.has(line.status ?? '') || CALLS.has(line.alert_type ?? ''))
      calls.push({ site: line.site, ts, received_at });
    if (received_at - ts <= MINUTE) continue;
    const known = late.get(line.site);
    if (known === undefined) late.set(line.site, [{ ts, received_at }]);
    else known.push({ ts, received_at });
  }
  return { events, late, calls };
}
