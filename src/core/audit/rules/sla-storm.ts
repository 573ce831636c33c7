import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { overdueTours, TOUR_STREAMS } from '../expected-tours.ts';
import type { Rule } from '../rule.ts';
import { CLEAN } from '../rule.ts';
import { overdueTasks, TASK_STREAMS } from '../task-memory.ts';

const TYPE = 'SLA_STORM';
/** So many tasks and tours of one site must be late at the same time. */
export const STORM = { tasks: 3, tours: 2 } as const;

/** Fires when at least 3 tasks and 2 mandatory tours of a site are overdue together. The parent of both. */
export const slaStorm: Rule = {
  type: TYPE,
  category: () => 'COMPLIANCE',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['tasks', 'tours'],
  owns: (findingType) => findingType === TYPE,
  absence: () => [...TASK_STREAMS, ...TOUR_STREAMS],
  evaluate(snapshot, _audit, now) {
    const tasks = overdueTasks(snapshot, now);
    if (tasks.length < STORM.tasks) return CLEAN;
    const tours = overdueTours(snapshot, now).toSorted((a, b) => a.deadline - b.deadline);
    const [lastTask, lastTour] = [tasks[STORM.tasks - 1], tours[STORM.tours - 1]];
    if (lastTask === undefined || lastTour === undefined) return CLEAN;
    const counts = { tasks: tasks.length, tours: tours.length };
    const since = Math.max(lastTask.due, lastTour.deadline);
    return { breaches: [breach(counts, since, now)], settled: [], unknown: [] };
  },
};

function breach({ tasks, tours }: { tasks: number; tours: number }, since: EpochMs, now: EpochMs) {
  return {
    finding_type: TYPE,
    subject: '',
    severity: 'HIGH',
    condition_started_at: since,
    title: 'Work piling up',
    message: `${tasks} tasks and ${tours} tours overdue`,
    explanation: {
      rule: TYPE,
      text: `${tasks} tasks and ${tours} mandatory tours are overdue at the same time.`,
      values: [
        { name: 'overdue tasks', value: tasks, limit: STORM.tasks },
        { name: 'overdue tours', value: tours, limit: STORM.tours },
        { name: 'for', value: Math.floor((now - since) / MINUTE), unit: 'min' },
      ],
      since: null,
      clears_when: `Fewer than ${STORM.tasks} tasks or fewer than ${STORM.tours} tours are overdue.`,
    },
  } as const;
}
