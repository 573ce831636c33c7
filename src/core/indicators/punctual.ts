import type { ExpectedTour } from '#core/audit/expected-tours.ts';
import { isMandatory, startsIn } from '#core/audit/expected-tours.ts';
import type { TaskEvent } from '#core/audit/task-memory.ts';
import { TASK_MEMORY } from '#core/audit/task-memory.ts';
import type { TourRun } from '#core/audit/tour-runs.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { Punctuality } from './value.ts';

/** How far before a span its tours begin: from the grace before the start until their time is over. */
export const TOURS_FROM = 2 * DAY;

/** The mandatory tours of a site whose time was over within a span, and those of them that were completed by then, or accounted for by the desk. */
export function toursOnTime(site: Site, runs: readonly TourRun[], { start, end }: Interval): Punctuality {
  const due = site.tours
    .filter(isMandatory)
    .flatMap((tour) => startsIn(site, tour, runs, { start: start - TOURS_FROM, end }))
    .filter(({ deadline }) => deadline >= start && deadline < end);
  return { due: due.length, on_time: due.filter(isOnTime).length };
}

function isOnTime({ run, by_hand, deadline }: ExpectedTour): boolean {
  const done = [run?.completed_at, by_hand?.completed_at].flatMap((at) => at ?? []);
  return done.some((at) => at <= deadline);
}

type Known = { due: EpochMs | null; saidAt: EpochMs; completed: EpochMs | null; cancelled: EpochMs | null };

/** How far before a span the events of its tasks begin. */
export const TASKS_FROM = TASK_MEMORY;

/** The tasks of a site that fell due within a span, and those of them that were completed by then. One that was cancelled before is none. */
export function tasksOnTime(events: readonly TaskEvent[], { start, end }: Interval): Punctuality {
  const tasks = new Map<string, Known>();
  for (const event of events) {
    const known = tasks.get(event.subject) ?? { due: null, saidAt: 0, completed: null, cancelled: null };
    tasks.set(event.subject, learn(known, event));
  }
  const due = [...tasks.values()].filter(
    (task) => task.due !== null && task.due >= start && task.due < end && !isCancelled(task, task.due),
  );
  return { due: due.length, on_time: due.filter(isDoneInTime).length };
}

/** The newest word on when it is due counts. */
function learn(known: Known, { status, due, ts }: TaskEvent): Known {
  const isNews = due !== null && (ts > known.saidAt || (ts === known.saidAt && due > (known.due ?? 0)));
  const first = (at: EpochMs | null) => (at === null ? ts : Math.min(at, ts));
  return {
    ...(isNews ? { due, saidAt: ts } : { due: known.due, saidAt: known.saidAt }),
    completed: status === 'COMPLETED' ? first(known.completed) : known.completed,
    cancelled: status === 'CANCELLED' ? first(known.cancelled) : known.cancelled,
  };
}

const isCancelled = ({ cancelled, completed }: Known, due: EpochMs): boolean =>
  cancelled !== null && cancelled <= due && (completed === null || cancelled < completed);
const isDoneInTime = ({ due, completed }: Known): boolean =>
  due !== null && completed !== null && completed <= due;
