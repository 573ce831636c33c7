import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import type { Breach, Rule } from '../rule.ts';
import type { Task } from '../task-memory.ts';
import { isUnheard, overdueTasks, TASK_STREAMS } from '../task-memory.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'TASK_OVERDUE';
/** A task that is overdue for longer is no longer a trifle. */
export const LONG_OVERDUE = 60 * MINUTE;

/** Fires when the due time of a task has passed and it was neither completed nor cancelled. LOW, MEDIUM after 60 min; settled by either, or by a later due time. */
export const taskOverdue: Rule = {
  type: TYPE,
  category: () => 'OPERATIONAL',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['tasks'],
  owns: (findingType) => findingType === TYPE,
  absence: () => TASK_STREAMS,
  evaluate(snapshot, _audit, now) {
    const breaches = overdueTasks(snapshot, now).map((task) => breach(task, now));
    const wrong = new Set(breaches.map(({ subject }) => subject));
    const settled = [];
    const unknown = [];
    for (const subject of snapshot.open_subjects) {
      if (wrong.has(subject)) continue;
      const task = snapshot.tasks.get(subject.slice('task:'.length));
      if (task === undefined || (task.settled_at === null && isUnheard(snapshot, task)))
        unknown.push({ finding_type: TYPE, subject });
      else settled.push({ finding_type: TYPE, subject, reason: reasonOf(task) });
    }
    return { breaches, settled, unknown };
  },
};

const reasonOf = ({ settled_by }: Task): string =>
  settled_by === null ? 'due later' : `task ${settled_by.toLowerCase()}`;

function breach(task: Task & { readonly due: EpochMs }, now: EpochMs): Breach {
  const late = now - task.due;
  return {
    finding_type: TYPE,
    subject: `task:${task.id}`,
    severity: late > LONG_OVERDUE ? 'MEDIUM' : 'LOW',
    condition_started_at: task.due,
    title: `Task ${task.id} overdue`,
    message: `${task.started_at === null ? 'not started' : 'started, not completed'}${task.person === null ? '' : `, given to ${task.person}`}`,
    explanation: {
      rule: TYPE,
      text: `Task ${task.id} was due ${spanInWords(late)} ago and is ${task.started_at === null ? 'not started' : 'started but not completed'}.`,
      values: [
        { name: 'overdue', value: Math.floor(late / MINUTE), unit: 'min' },
        { name: 'due', value: toIso(task.due) },
        { name: 'given to', value: task.person },
      ],
      since: task.last_at,
      clears_when: `Task ${task.id} is completed or cancelled.`,
    },
  };
}
