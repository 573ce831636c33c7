import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '#core/audit/task-memory.ts';
import { TaskMemory } from '#core/audit/task-memory.ts';
import { DAY } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { taskOverdue } from './task-overdue.ts';

const site = siteWith({});
const says = (status: string, time: string, due: string | null = null, task = 'K-1'): TaskEvent => ({
  subject: task,
  status,
  person: 'G-1',
  due: due === null ? null : at(due),
  ts: at(time),
});
const given = says('ASSIGNED', '20:00', '23:30');

describe('an overdue task', () => {
  it('is overdue the millisecond after it was due, LOW for an hour, then MEDIUM, also across midnight', () => {
    expect(ask(taskOverdue, { site, tasks: [given] }, at('23:30')).breaches).toEqual([]);
    expect(ask(taskOverdue, { site, tasks: [given] }, at('23:30') + 1).breaches).toMatchObject([
      {
        subject: 'task:K-1',
        severity: 'LOW',
        condition_started_at: at('23:30'),
        message: 'not started, given to G-1',
      },
    ]);
    expect(ask(taskOverdue, { site, tasks: [given] }, at('24:30')).breaches).toMatchObject([
      { severity: 'LOW' },
    ]);
    expect(ask(taskOverdue, { site, tasks: [given] }, at('24:30') + 1).breaches).toMatchObject([
      { severity: 'MEDIUM' },
    ]);
  });

  it('is settled when it is completed or cancelled, however late', () => {
    for (const status of ['COMPLETED', 'CANCELLED']) {
      const verdict = ask(
        taskOverdue,
        { site, tasks: [given, says(status, '24:10')], open: ['task:K-1'] },
        at('24:15'),
      );
      expect(verdict.breaches).toEqual([]);
      expect(verdict.settled).toMatchObject([
        { subject: 'task:K-1', reason: `task ${status.toLowerCase()}` },
      ]);
    }
  });

  it('is settled by a later due time, and overdue again after that', () => {
    const tasks = [given, says('STARTED', '23:35', '25:00')];
    expect(ask(taskOverdue, { site, tasks, open: ['task:K-1'] }, at('24:00'))).toMatchObject({
      breaches: [],
      settled: [{ reason: 'due later' }],
    });
    expect(ask(taskOverdue, { site, tasks }, at('25:01')).breaches).toMatchObject([
      { message: 'started, not completed, given to G-1', condition_started_at: at('25:00') },
    ]);
  });

  it('is never overdue without a due time, nor when it was due before the first slot', () => {
    expect(ask(taskOverdue, { site, tasks: [says('ASSIGNED', '20:00')] }, at('30:00')).breaches).toEqual([]);
    expect(ask(taskOverdue, { site, tasks: [given], watched: at('23:31') }, at('24:00')).breaches).toEqual(
      [],
    );
  });

  it('stays as it is when nothing is known of it any more', () => {
    expect(ask(taskOverdue, { site, open: ['task:K-9'] }, at('24:00')).unknown).toEqual([
      { finding_type: 'TASK_OVERDUE', subject: 'task:K-9' },
    ]);
  });
});

describe('the memory of tasks', () => {
  it('knows the same whatever the order in which events come, and however often', () => {
    const event = fc.record({
      subject: fc.constantFrom('K-1', 'K-2'),
      status: fc.constantFrom('ASSIGNED', 'STARTED', 'COMPLETED', 'CANCELLED'),
      person: fc.constantFrom(null, 'G-1', 'G-2'),
      due: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      ts: fc.integer({ min: 1, max: 6 }),
    });
    const known = (events: readonly TaskEvent[]) => {
      const memory = new TaskMemory();
      for (const each of events) memory.observe(1, each);
      return new Map([...memory.of(1)].sort(([a], [b]) => (a < b ? -1 : 1)));
    };
    fc.assert(
      fc.property(
        fc
          .array(event)
          .chain((events) =>
            fc.tuple(
              fc.constant(events),
              fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
            ),
          ),
        ([events, shuffled]) => {
          expect(known(shuffled)).toEqual(known(events));
        },
      ),
    );
  });

  it('forgets a task of which nothing was heard for a week', () => {
    const memory = new TaskMemory();
    memory.observe(1, given);
    memory.observe(1, { ...given, subject: 'K-2', ts: given.ts + 7 * DAY });
    expect([...memory.of(1).keys()]).toEqual(['K-1', 'K-2']);
    memory.observe(1, { ...given, subject: 'K-3', ts: given.ts + 8 * DAY });
    expect([...memory.of(1).keys()]).toEqual(['K-2', 'K-3']);
  });
});
