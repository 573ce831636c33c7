import { SEVERITIES } from '#core/model/finding.ts';
import type { Person, Site } from '#core/model/site.ts';
import { type EpochMs, type Interval, MINUTE } from '#core/model/time.ts';
import type { PlannedRun } from './tour-run.ts';
import type { Effect } from './trouble.ts';

const [CRITICAL, HIGH] = SEVERITIES;
const SILENCE = 60 * MINUTE;
const PLAIN_THRESHOLD = { min_count: 1, window_minutes: 60 };

/** How long a signal must be gone before its count is too low. */
export const windowOf = (site: Site, signal: string): number =>
  (site.audit.signal_thresholds[signal] ?? PLAIN_THRESHOLD).window_minutes * MINUTE;

/** A signal that is gone during a span counts too few from when enough of its last events have left the window. */
export function lowSignal(site: Site, signal: string, gone: Interval): Effect {
  const { min_count } = site.audit.signal_thresholds[signal] ?? PLAIN_THRESHOLD;
  return {
    finding_type: `CRITICAL_SIGNAL_${signal.toUpperCase()}_LOW`,
    subject: `signal:${signal}`,
    severity: HIGH,
    exempt: false,
    span: (history) => ({
      start: history.before(signal, gone.start, min_count) + windowOf(site, signal),
      end: history.from(signal, gone.end, min_count),
    }),
  };
}

/** A site without any sign of life during a span. */
export const silentSite = (gone: Interval): Effect => ({
  finding_type: 'SILENT_SITE',
  subject: '',
  severity: CRITICAL,
  exempt: false,
  span: (history) => ({
    start: history.before('life', gone.start) + SILENCE,
    end: history.from('life', gone.end),
  }),
});

/** How long a lone worker may go without a check-in; null for everybody else. */
export const checkInLimit = ({ lone_worker }: Person): number | null =>
  lone_worker === null ? null : (lone_worker.check_in_minutes + lone_worker.grace_minutes) * MINUTE;

/** A lone worker whose check-ins are gone during a span. */
export const loneWorkerOverdue = (person: string, limit: number, gone: Interval): Effect => ({
  finding_type: 'LONE_WORKER_OVERDUE',
  subject: `person:${person}`,
  severity: CRITICAL,
  exempt: true,
  span: (history) => ({
    start: history.before(`check_in ${person}`, gone.start) + limit,
    end: history.from(`check_in ${person}`, gone.end),
  }),
});

/** A mandatory run that was not completed by its deadline, but perhaps later. */
export const tourOverdue = (run: PlannedRun, completed_at: EpochMs | null): Effect => ({
  finding_type: 'TOUR_OVERDUE',
  subject: run.subject,
  severity: HIGH,
  exempt: false,
  span: () => ({ start: run.deadline, end: completed_at }),
});

/** A call for help: true from then on, until a person resolves it. */
export const duress = (subject: string, at: EpochMs): Effect => ({
  finding_type: 'DURESS',
  subject,
  severity: CRITICAL,
  exempt: true,
  span: () => ({ start: at, end: null }),
});
