import type { MaintenanceWindow } from '#core/model/audit-config.ts';
import type { Shift } from '#core/model/site.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { instantOf } from './moments.ts';
import type { MaintenanceWindowDocument, ShiftDocument } from './window-schema.ts';

/** A maintenance window of the file as the engine reads it at a site; of two readings of a local time the shorter window (DECISIONS 5). */
export function maintenanceAtSite(window: MaintenanceWindowDocument, timezone: string): MaintenanceWindow {
  const { reason } = window;
  if ('rrule' in window) return { kind: 'RECURRING', reason, ...recurring(window, timezone) };
  if ('days' in window)
    return {
      ...{ kind: 'WEEKLY', reason, days: window.days, start: window.start, end: window.end },
      except: window.except ?? [],
    };
  const zone = zoneOf(timezone);
  return {
    kind: 'ABSOLUTE',
    reason,
    start: instantOf(window.start, zone, 'later'),
    end: instantOf(window.end, zone, 'earlier'),
  };
}

/** A shift of the file as the engine reads it at a site; of two readings of a local time the longer shift. */
export function shiftAtSite(shift: ShiftDocument, timezone: string): Shift {
  const { person } = shift;
  if ('rrule' in shift) return { kind: 'RECURRING', person, ...recurring(shift, timezone) };
  if ('days' in shift)
    return { kind: 'WEEKLY', person, days: shift.days, start: shift.start, end: shift.end };
  const zone = zoneOf(timezone);
  return {
    kind: 'ABSOLUTE',
    person,
    start: instantOf(shift.start, zone, 'earlier'),
    end: instantOf(shift.end, zone, 'later'),
  };
}

type RecurringFields = Extract<ShiftDocument, { rrule: string }>;

const recurring = (fields: Omit<RecurringFields, 'person'>, timezone: string) => ({
  start: fields.start,
  end: fields.end,
  rrule: fields.rrule,
  exdate: fields.exdate ?? [],
  timezone: fields.timezone ?? timezone,
});
