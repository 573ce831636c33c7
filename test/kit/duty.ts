import type { DutySite } from '#contract/duty.ts';
import { HOUR } from '#core/model/time.ts';

/** 00:00 UTC on the day of the sample. */
const DAWN = Date.parse('2026-11-22T00:00:00Z');
const start = (hour: number, state: DutySite['tours'][number]['starts'][number]['state']) => ({
  at: DAWN + hour * HOUR,
  local: `2026-11-22T0${hour}:00`,
  deadline: DAWN + (hour + 1) * HOUR,
  state,
  completed_at: null,
});
const person = (code: string, shift: DutySite['people'][number]['shift']) => ({
  code,
  name: `Name of ${code}`,
  role: 'guard',
  lone_worker: code === 'G-1' ? { check_in_minutes: 30, grace_minutes: 3 } : null,
  shift,
});

/** A site as it offers itself to the desk at 03:00: one guard there, one to come, one without a shift. */
export const dutySite = (patch: Partial<DutySite> = {}): DutySite => ({
  site: 'RB-01',
  name: 'Riverbank North',
  timezone: 'UTC',
  people: [
    person('G-1', { start: DAWN, end: DAWN + 8 * HOUR }),
    person('G-2', { start: DAWN + 8 * HOUR, end: DAWN + 16 * HOUR }),
    person('G-3', null),
  ],
  tours: [
    {
      code: 'T-1',
      name: 'Perimeter',
      mandatory: true,
      starts: [start(3, 'OPEN'), start(2, 'OVERDUE'), start(1, 'COMPLETED')],
    },
    { code: 'T-2', name: 'Roof', mandatory: false, starts: [start(1, 'OVERDUE'), start(0, 'BY_HAND')] },
  ],
  absences: [],
  ...patch,
});

/** A finding as the dialogs of the desk know it. */
export const tourOverdue = {
  finding: 'F-1',
  site: 'RB-01',
  finding_type: 'TOUR_OVERDUE',
  subject: 'tour:T-1@2026-11-22T02:00',
  words: 'RB-01 Tour T-1 overdue',
};
