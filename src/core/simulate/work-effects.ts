import { SEVERITIES } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, type Interval, MINUTE } from '#core/model/time.ts';
import { localText } from '#core/schedule/local-text.ts';
import type { ShiftSpan } from '#core/schedule/roster.ts';
import type { PlannedRun } from './tour-run.ts';
import type { Effect } from './trouble.ts';

const [, HIGH, MEDIUM, LOW] = SEVERITIES;

/** A run that is completed without all of its checkpoints: a fact, from its completion on. */
export const tourIncomplete = (run: PlannedRun): Effect => ({
  finding_type: 'TOUR_INCOMPLETE',
  subject: run.subject,
  severity: MEDIUM,
  exempt: false,
  span: () => ({ start: run.completed_at, end: null }),
});

/** A run that does not look walked: a fact, from its completion on. */
export const checkpointPattern = (run: PlannedRun, completed_at: EpochMs): Effect => ({
  finding_type: 'CHECKPOINT_PATTERN',
  subject: run.subject,
  severity: MEDIUM,
  exempt: false,
  span: () => ({ start: completed_at, end: null }),
});

/** A run whose guard is outside during a span and that rests from its last scan on. */
export const tourAbandoned = (run: PlannedRun, lastScan: EpochMs, away: Interval): Effect => ({
  finding_type: 'TOUR_ABANDONED',
  subject: run.subject,
  severity: HIGH,
  exempt: false,
  span: (history) => ({
    start: lastScan + Math.max(20, run.tour.duration_minutes / 2) * MINUTE,
    end: history.from(`location ${run.person}`, away.end),
  }),
});

/** A task that is done too late. */
export const taskOverdue = (task: string, { start, end }: Interval): Effect => ({
  finding_type: 'TASK_OVERDUE',
  subject: `task:${task}`,
  severity: LOW,
  exempt: false,
  span: () => ({ start, end }),
});

/** So many tasks and tours late together that the site is losing its grip. */
export const slaStorm = ({ start, end }: Interval): Effect => ({
  finding_type: 'SLA_STORM',
  subject: '',
  severity: HIGH,
  exempt: false,
  span: () => ({ start, end }),
});

const MAY_BE_LATE = 15 * MINUTE;

/** A guard who is not there when the shift begins, until the first that is heard of the guard. */
export const guardNoShow = (site: Site, shift: ShiftSpan): Effect => ({
  finding_type: 'GUARD_NO_SHOW',
  subject: `person:${shift.person}@${localText(site.timezone, shift.start)}`,
  severity: HIGH,
  exempt: false,
  span: (history) => ({
    start: shift.start + MAY_BE_LATE,
    end: history.from(`presence ${shift.person}`, shift.start),
  }),
});

const MAY_REST: EpochMs = 45 * MINUTE;

/** A guard of whom neither phone nor GPS is heard during a span. */
export const guardInactive = (person: string, gone: Interval): Effect => ({
  finding_type: 'GUARD_INACTIVE',
  subject: `person:${person}`,
  severity: HIGH,
  exempt: false,
  span: (history) => ({
    start: history.before(`sign ${person}`, gone.start) + MAY_REST,
    end: history.from(`sign ${person}`, gone.end),
  }),
});
