import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { type FleetOf, fillFleet } from '../parts/fleet-of.ts';
import type { Row } from './parts/row.ts';
import { eventsIn } from './parts/sizes.ts';
import { PER_HOUR } from './parts/span.ts';

/** Tables that grow with the telemetry, and their indexes. */
const OF_EVENTS = "'event_run', 'event_hot', 'event_detail', 'roll5', 'seen', 'first_seen', 'activity'";

/** Audited as it lives, so that it is merged as it is. */
const BUSY: FleetOf = { sites: 1_000, hours: 2, perHour: PER_HOUR, oneQuietIn: 0, audited: 120 };

/** The disk goal: what an event takes once it is merged, with its counters and everything else that is kept of it. */
export async function disk(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  try {
    const database = join(folder, 'vigil.db');
    const { events } = await fillFleet(database, BUSY);
    const reader = openReader(database, MIGRATIONS);
    const bytes = reader.session
      .pluck<[], number>(`SELECT sum(pgsize) FROM dbstat WHERE name IN (${OF_EVENTS})`)
      .get();
    reader.close();
    return [
      {
        ...{ goal: 'disk', what: 'an event with its counters', size: eventsIn(events) },
        ...{ figure: (bytes ?? Number.NaN) / events, unit: 'B' },
        beside: null,
        limits: [{ of: 'figure', atMost: 65 }],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
