import type { TelemetryEvent } from '#core/model/event.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { attendance, checkIn, fix, phone, tourEvent } from './events.ts';
import { fleetDocument } from './fleet.ts';

/** A night of four sites that everybody may test against: it begins here, in UTC, and lasts this long. */
export const STORY_START = '2026-01-05T00:00:00Z';
export const STORY_LENGTH = 5 * HOUR;
const FROM = Date.parse(STORY_START);

const guard = { name: 'A', role: 'guard', lone_worker: { check_in_minutes: 30, grace_minutes: 3 } };
const tour = {
  code: 'T-1',
  name: 'Round',
  mandatory: true,
  starts: [{ days: ['MON' as const], at: '01:10' }],
  duration_minutes: 30,
  grace_minutes: 10,
  checkpoints: [],
};
const maintenance_windows = [
  { start: '2026-01-05T01:00:00Z', end: '2026-01-05T03:20:00Z', reason: 'Panel test' },
];

/** Four sites with a guard each; S-2 has a tour, S-4 a maintenance window. */
export const storyFleet = fleetDocument({
  sites: 4,
  site: (i) => ({
    timezone: 'UTC',
    shifts: [],
    devices: [],
    people: [{ code: `G-${i + 1}`, ...guard }],
    tours: i === 1 ? [tour] : [],
    audit: i === 3 ? { maintenance_windows } : {},
  }),
});

/** The types of finding that the night brings about. */
export const STORY_TYPES = [
  'CRITICAL_SIGNAL_LOCATION_UPDATES_LOW',
  'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
  'DURESS',
  'LONE_WORKER_OVERDUE',
  'SILENT_SITE',
  'TOUR_OVERDUE',
];

/** In order: S-1 falls silent, S-2 misses its tour, S-3 loses a lone worker and calls for help, S-4 is silent in maintenance and after it. */
export function story(): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  for (let minute = 0; minute < STORY_LENGTH / MINUTE; minute += 7) {
    const ts = FROM + minute * MINUTE + 11 * SECOND;
    for (const site of [1, 2, 3, 4]) {
      if (site === 1 && minute > 90 && minute < 240) continue;
      if (site === 4 && minute > 70 && minute < 280) continue;
      events.push(phone(`S-${site}`, ts, `G-${site}`), fix(`S-${site}`, ts + SECOND, `G-${site}`));
    }
    if (minute < 100 || minute > 200) events.push(checkIn('S-3', ts + 2 * SECOND, 'G-3'));
  }
  events.push(attendance('S-3', FROM + 5 * MINUTE, 'G-3', 'IN'));
  events.push(checkIn('S-3', FROM + 150 * MINUTE + 30 * SECOND, 'G-9', 'DURESS'));
  events.push(tourEvent('S-2', FROM + 100 * MINUTE, 'T-1', 'R-1', 'STARTED'));
  events.push(tourEvent('S-2', FROM + 130 * MINUTE, 'T-1', 'R-1', 'COMPLETED'));
  return events.sort((a, b) => a.ts - b.ts);
}
