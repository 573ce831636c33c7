import type { TelemetryEvent } from '#core/model/event.ts';
import { type Interval, MINUTE } from '#core/model/time.ts';
import { lowSignal, silentSite, tourOverdue } from '../effects.ts';
import type { PlannedRun } from '../tour-run.ts';
import { type Cause, type Effect, noTrouble, type Scene } from '../trouble.ts';
import { taskOverdue } from '../work-effects.ts';
import { taskEvents } from './late-work.ts';
import { loneWorkers, longestLimit } from './silent-site.ts';

/** The task of the hour is given so long before the network is lost. */
const BEFORE = 10 * MINUTE;
const AFTERWARDS = 5 * MINUTE;
/** A tour is overdue for so long that the audit sees it, or not at all. */
const SEEN_AFTER = 20 * MINUTE;
const SURELY_IN_TIME = 2 * MINUTE;

/** The network of a site is down while everything there goes on; what happened arrives in one burst when it is back. */
export const networkDown: Cause = {
  name: 'delivered-late',
  weight: 3,
  plan(scene, at, random) {
    const { site, onDuty, isSteady } = scene;
    const start = at + BEFORE;
    const down = { start, end: start + longestLimit(site) + Math.round(random.between(15, 45) * MINUTE) };
    const person = onDuty(at)[0];
    const tours = unheardTours(scene, down);
    if (person === undefined || tours === null || !isSteady({ start: at, end: down.end })) return null;
    const due = start + Math.round(random.between(10, 25) * MINUTE);
    const task = { task: `K-UNHEARD-${(at / MINUTE).toString(36).toUpperCase()}`, given: at, due };
    const adds: readonly TelemetryEvent[] = taskEvents(scene, person, { ...task, done: due - 5 * MINUTE });
    return {
      ...noTrouble,
      start: at,
      end: down.end + AFTERWARDS,
      cause: 'delivered-late',
      blackouts: [{ ...down, source: null, arrives_at: down.end }],
      adds,
      effects: [
        silentSite(down),
        ...site.audit.critical_signals.map((signal) => lowSignal(site, signal, down)),
        ...loneWorkers(scene, down),
        ...tours.map((run) => tourOverdue(run, down.end)),
        taskOverdue(task.task, { start: due, end: down.end }),
      ].map((effect) => untilHeard(effect, down)),
    };
  },
};

/** The same, until everything arrives. */
const untilHeard = (effect: Effect, { end }: Interval): Effect => ({
  ...effect,
  span: (history) => ({ start: effect.span(history).start, end }),
});

/** Mandatory runs whose completion is heard of after their deadline; null when that is a matter of minutes. */
function unheardTours({ runs }: Scene, down: Interval): readonly PlannedRun[] | null {
  const unheard = runs(down).filter(
    ({ tour, completed_at }) => tour.mandatory && completed_at >= down.start && completed_at < down.end,
  );
  const late = unheard.filter(({ deadline }) => deadline <= down.end - SEEN_AFTER);
  const inTime = unheard.filter(({ deadline }) => deadline > down.end + SURELY_IN_TIME);
  return late.length + inTime.length === unheard.length ? late : null;
}
