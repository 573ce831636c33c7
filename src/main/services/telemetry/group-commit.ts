import type { Timers, Undo } from '#main/ports/time.ts';

/** A group closes this long after its first event. */
export const GROUP_OPEN_MS = 100;
/** … or when it holds as many events. */
export const GROUP_SIZE = 1_000;

export type GroupCommitOptions<Event, Outcome> = {
  readonly timers: Pick<Timers, 'after'>;
  /** True for an event that must not wait: its group commits at once. */
  readonly isUrgent: (event: Event) => boolean;
  /** Commits the events in one transaction; one outcome for each, in their order. */
  readonly flush: (events: readonly Event[]) => readonly Outcome[];
};

export type GroupCommit<Event, Outcome> = {
  /** Resolves with the outcomes of these events once they are committed; rejects when the commit failed. */
  readonly add: (events: readonly Event[]) => Promise<readonly Outcome[]>;
  /** Commits what waits. */
  readonly close: () => void;
};

type Waiting<Event, Outcome> = {
  readonly events: readonly Event[];
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Gathers events that come one by one into few transactions, so that each can be durable (DECISIONS 9). */
export function createGroupCommit<Event, Outcome>(
  options: GroupCommitOptions<Event, Outcome>,
): GroupCommit<Event, Outcome> {
  const { timers, isUrgent, flush } = options;
  let waiting: Waiting<Event, Outcome>[] = [];
  let size = 0;
  let disarm: Undo | null = null;

  const close = () => {
    disarm?.();
    disarm = null;
    const group = waiting;
    waiting = [];
    size = 0;
    if (group.length > 0) commit(group, flush);
  };

  return {
    close,
    add: (events) =>
      new Promise((resolve, reject) => {
        waiting.push({ events, resolve, reject });
        size += events.length;
        if (size >= GROUP_SIZE || events.some(isUrgent)) close();
        else disarm ??= timers.after(GROUP_OPEN_MS, close);
      }),
  };
}

function commit<Event, Outcome>(
  group: readonly Waiting<Event, Outcome>[],
  flush: (events: readonly Event[]) => readonly Outcome[],
): void {
  try {
    const outcomes = flush(group.flatMap(({ events }) => events));
    let from = 0;
    for (const { events, resolve } of group) {
      resolve(outcomes.slice(from, from + events.length));
      from += events.length;
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
