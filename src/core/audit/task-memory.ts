import type { Packing, Unpacking } from '#core/kit/packed.ts';
import { STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { type Heard, mayBeMissing } from './outages.ts';

/** What tells how a task went. */
export const TASK_STREAMS = [STREAM.task, STREAM.task_completions] as const;
/** A task of which nothing was heard for this long is forgotten. */
export const TASK_MEMORY = 7 * DAY;

/** What a stored task event says. */
export type TaskEvent = {
  readonly subject: string;
  readonly status: string;
  readonly person: string | null;
  readonly due: EpochMs | null;
  readonly ts: EpochMs;
};

/** What is known of one task. The newest event that names a due time or a person counts, whatever the order of arrival. */
export type Task = {
  readonly id: string;
  readonly due: EpochMs | null;
  readonly due_said_at: EpochMs;
  readonly person: string | null;
  readonly person_said_at: EpochMs;
  readonly started_at: EpochMs | null;
  /** When it was completed or cancelled, the first time. */
  readonly settled_at: EpochMs | null;
  readonly settled_by: string | null;
  /** Instant of its newest event. */
  readonly last_at: EpochMs;
};

const NO_TASKS: ReadonlyMap<string, Task> = new Map();

/** The tasks of every site, fed with every task event, so that an audit needs no query. */
export class TaskMemory {
  readonly #sites = new Map<number, Map<string, Task>>();
  #forgottenAt: EpochMs = Number.NEGATIVE_INFINITY;

  observe(siteId: number, event: TaskEvent): void {
    this.#forget(event.ts);
    let tasks = this.#sites.get(siteId);
    if (tasks === undefined) {
      tasks = new Map();
      this.#sites.set(siteId, tasks);
    }
    tasks.set(event.subject, learn(tasks.get(event.subject) ?? unheard(event.subject), event));
  }

  of(siteId: number): ReadonlyMap<string, Task> {
    return this.#sites.get(siteId) ?? NO_TASKS;
  }

  save(siteId: number, packing: Packing): void {
    const tasks = this.of(siteId);
    packing.number(tasks.size);
    for (const task of tasks.values()) {
      for (const word of [task.id, task.person ?? '', task.settled_by ?? '']) packing.text(word);
      packing.number(task.due_said_at);
      packing.number(task.person_said_at);
      packing.number(task.last_at);
      for (const at of [task.due, task.started_at, task.settled_at]) packing.optional(at);
    }
  }

  /** Takes what `save` wrote of a site of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    const tasks = new Map<string, Task>();
    for (let left = unpacking.number(); left > 0; left--) {
      const task = restoredTask(unpacking);
      tasks.set(task.id, task);
    }
    if (tasks.size > 0) this.#sites.set(siteId, tasks);
  }

  /** Once a day of the events' own time. */
  #forget(at: EpochMs): void {
    if (at < this.#forgottenAt + DAY) return;
    this.#forgottenAt = at;
    for (const tasks of this.#sites.values()) {
      for (const { id, last_at } of tasks.values()) if (last_at < at - TASK_MEMORY) tasks.delete(id);
    }
  }
}

/** A task of which it was never said who does it has no instant of that; nobody is called nothing. */
function restoredTask(unpacking: Unpacking): Task {
  const [id, person, settled_by] = [unpacking.text(), unpacking.text(), unpacking.text()];
  const [due_said_at, person_said_at, last_at] = [unpacking.number(), unpacking.number(), unpacking.number()];
  const [due, started_at, settled_at] = [unpacking.optional(), unpacking.optional(), unpacking.optional()];
  return {
    id,
    due,
    due_said_at,
    person: Number.isFinite(person_said_at) ? person : null,
    person_said_at,
    started_at,
    settled_at,
    settled_by: settled_at === null ? null : settled_by,
    last_at,
  };
}

const unheard = (id: string): Task => ({
  id,
  due: null,
  due_said_at: Number.NEGATIVE_INFINITY,
  person: null,
  person_said_at: Number.NEGATIVE_INFINITY,
  started_at: null,
  settled_at: null,
  settled_by: null,
  last_at: Number.NEGATIVE_INFINITY,
});

function learn(task: Task, { status, person, due, ts }: TaskEvent): Task {
  const settles = status === 'COMPLETED' || status === 'CANCELLED';
  return {
    ...task,
    ...(due !== null && isLater(ts, due, task.due_said_at, task.due) ? { due, due_said_at: ts } : {}),
    ...(person !== null && isLater(ts, person, task.person_said_at, task.person)
      ? { person, person_said_at: ts }
      : {}),
    ...(status === 'STARTED' ? { started_at: Math.min(task.started_at ?? ts, ts) } : {}),
    ...(settles && isEarlier(ts, status, task) ? { settled_at: ts, settled_by: status } : {}),
    last_at: Math.max(task.last_at, ts),
  };
}

/** The first end counts; of two at one instant the one whose name comes first. */
const isEarlier = (at: EpochMs, status: string, { settled_at, settled_by }: Task): boolean =>
  settled_at === null || at < settled_at || (at === settled_at && status < (settled_by ?? ''));

/** Of two words said at one instant the greater counts, so that the order of arrival does not. */
const isLater = <T extends number | string>(
  at: EpochMs,
  word: T,
  knownAt: EpochMs,
  known: T | null,
): boolean => at > knownAt || (at === knownAt && (known === null || word > known));

/** True when its source was out between what was last heard of it and its due time: it may have been completed. */
export const isUnheard = (snapshot: Heard, { last_at, due }: Pick<Task, 'last_at' | 'due'>): boolean =>
  due !== null && mayBeMissing(snapshot, TASK_STREAMS, last_at, due);

/** The tasks that are known to be past their due time and neither completed nor cancelled, oldest first. Nothing is expected from before `first_slot`. */
export function overdueTasks(
  snapshot: Heard & { readonly tasks: ReadonlyMap<string, Task>; readonly first_slot: EpochMs | null },
  now: EpochMs,
): readonly (Task & { readonly due: EpochMs })[] {
  const { tasks, first_slot } = snapshot;
  if (first_slot === null) return [];
  const overdue: (Task & { readonly due: EpochMs })[] = [];
  for (const task of tasks.values()) {
    const { due, settled_at } = task;
    if (due === null || settled_at !== null || due < first_slot || now <= due) continue;
    if (!isUnheard(snapshot, task)) overdue.push({ ...task, due });
  }
  return overdue.sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
}
