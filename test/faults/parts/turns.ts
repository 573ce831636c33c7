import type { ConfigurationDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { checkIn, fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** The minute before the first turn. A turn is one minute of the simulated night. */
const START = Date.parse('2026-01-05T00:00:00Z');
const SITES = [1, 2, 3, 4];
/** A site is silent for this many turns in a row, so that its findings open, clear and open again. */
const SILENT_FOR = 4;

export const startOf = (turn: number): EpochMs => START + turn * MINUTE;

/** Four sites that are audited every minute and judged by the last three: nearly every turn opens or clears a finding. */
export const turnsFleet: ConfigurationDocument = fleetDocument({
  sites: SITES.length,
  site: (index) => ({
    timezone: 'UTC',
    shifts: [],
    devices: [],
    tours: [],
    people: [
      {
        code: `G-${index + 1}`,
        name: 'A',
        role: 'guard',
        lone_worker: { check_in_minutes: 15, grace_minutes: 1 },
      },
    ],
    audit: {
      heartbeat_frequency_minutes: 1,
      audit_frequency_minutes: 5,
      deep_audit_frequency_hours: 1,
      critical_signals: ['phone_events'],
      signal_thresholds: { phone_events: { min_count: 1, window_minutes: 3 } },
    },
  }),
});

/** What is sent in a turn: the same at every sending, so that a repetition is one. */
export function sentIn(turn: number): readonly TelemetryEvent[] {
  const ts = startOf(turn) + SECOND;
  return SITES.flatMap((site) => {
    if ((Math.floor(turn / SILENT_FOR) + site) % SITES.length === 0) return [];
    const [code, guard] = [`S-${site}`, `G-${site}`];
    return [phone(code, ts + site, guard), fix(code, ts + site, guard), ...callsOf(turn, site, ts)];
  });
}

/** Check-ins commit at once, whatever else waits; every tenth calls for help. */
function callsOf(turn: number, site: number, ts: EpochMs): readonly TelemetryEvent[] {
  if (turn % SITES.length !== site - 1) return [];
  return [checkIn(`S-${site}`, ts, `G-${site}`, turn % 10 === 3 ? 'DURESS' : 'OK')];
}
