import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, HOUR, type Interval, MINUTE, SECOND } from '#core/model/time.ts';
import { blankEvent } from '../blank-event.ts';
import { tourOverdue } from '../effects.ts';
import type { TourFate } from '../tour-run.ts';
import { type Cause, noTrouble, type Scene } from '../trouble.ts';
import { slaStorm, taskOverdue } from '../work-effects.ts';

/** A task with the span in which it is overdue. */
type LateTask = { readonly task: string; readonly given: EpochMs; readonly late: Interval };
type Task = Readonly<Record<'given' | 'due' | 'done', EpochMs>> & { readonly task: string };

/** A task is forgotten and done much later than it was due. */
export const taskForgotten: Cause = {
  name: 'task forgotten',
  weight: 2,
  plan(scene, at, random) {
    const due = at + Math.round(random.between(30, 60) * MINUTE);
    const late = { start: due, end: due + Math.round(random.between(30, 110) * MINUTE) };
    const person = scene.onDuty(at)[0];
    if (person === undefined || !scene.isSteady({ start: at, end: late.end })) return null;
    const task = { task: `K-LATE-${nameOf(at)}`, given: at, late };
    return {
      ...noTrouble,
      start: at,
      end: late.end + MINUTE,
      cause: 'task forgotten',
      adds: lateEvents(scene, person, task),
      effects: [taskOverdue(task.task, late)],
    };
  },
};

const TASKS_OF_A_STORM = 3;
const STORM_LOOK_AHEAD = 10 * HOUR;

/**
 * Nobody gets round to anything: two mandatory tours are not walked, and three tasks that fall due after the second are late.
 * With fewer tasks there is no storm, whatever other tours are late by then.
 */
export const everythingLate: Cause = {
  name: 'everything late',
  weight: 3,
  plan(scene, at, random) {
    const [first, second] = scene
      .runs({ start: at, end: at + STORM_LOOK_AHEAD })
      .filter((run) => run.tour.mandatory && run.at - run.tour.grace_minutes * MINUTE > at)
      .sort((a, b) => a.at - b.at);
    if (first === undefined || second === undefined) return null;
    const given = second.deadline - 20 * MINUTE;
    const dues = Array.from({ length: TASKS_OF_A_STORM }, (_, n) => second.deadline + (3 + 3 * n) * MINUTE);
    const storm = {
      start: Math.max(...dues),
      end: Math.max(...dues) + Math.round(random.between(35, 45) * MINUTE),
    };
    const person = scene.onDuty(storm.end)[0];
    if (person === undefined) return null;
    const tasks = dues.map(
      (due, n): LateTask => ({
        task: `K-STORM-${nameOf(given)}-${n + 1}`,
        given,
        late: { start: due, end: storm.end + n * 3 * MINUTE },
      }),
    );
    const missed: readonly [string, TourFate][] = [first, second].map(({ subject }) => [
      subject,
      { kind: 'not started' },
    ]);
    return {
      ...noTrouble,
      start: first.at - first.tour.grace_minutes * MINUTE,
      end: storm.end + 15 * MINUTE,
      cause: 'everything late',
      tours: new Map(missed),
      adds: tasks.flatMap((task) => lateEvents(scene, person, task)),
      effects: [
        slaStorm(storm),
        ...[first, second].map((run) => tourOverdue(run, null)),
        ...tasks.map(({ task, late }) => taskOverdue(task, late)),
      ],
    };
  },
};

const nameOf = (at: EpochMs): string =>
  Math.floor(at / SECOND)
    .toString(36)
    .toUpperCase();

const lateEvents = (scene: Scene, person: string, { task, given, late }: LateTask) =>
  taskEvents(scene, person, { task, given, due: late.start, done: late.end });

/** A task is given to a person and done by that person. */
export function taskEvents(
  { site }: Scene,
  person: string,
  { task, given, due, done }: Task,
): readonly TelemetryEvent[] {
  const common = { type: 'task', person, task, due, title: 'Walk the car park' } as const;
  return [
    { ...blankEvent(site.code, given), ...common, status: 'ASSIGNED' },
    { ...blankEvent(site.code, done), ...common, status: 'COMPLETED' },
  ];
}
