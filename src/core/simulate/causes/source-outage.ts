import type { Random } from '#core/kit/random.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Person } from '#core/model/site.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { blankEvent } from '../blank-event.ts';
import { checkInLimit, duress, loneWorkerOverdue } from '../effects.ts';
import type { Outage } from '../outages.ts';
import { PANIC_BUTTON, PHONE_LINE } from '../sources.ts';
import { type Effect, noTrouble, type Rewrite, type Scene, type Trouble } from '../trouble.ts';

/** Nothing else goes wrong so near to an outage, beside the margin that troubles keep anyway. */
const AROUND = 30 * MINUTE;
/** People sign in and out so near to their shift. */
const NEAR_SHIFT = 7 * MINUTE;

/**
 * What the outage of a source does to one site. What happens goes on, but does not get through; lone workers are
 * overdue, since their check-ins are not heard. Of whom `isUntold` says that this was true before calls the control room.
 */
export function withoutSource(
  scene: Scene,
  outage: Outage,
  isUntold: (effects: readonly Effect[]) => boolean,
  random: Random,
): Trouble {
  const arrives_at = outage.isKept ? outage.end + Math.round(random.between(10, 240) * SECOND) : null;
  const blackout = { start: outage.start, end: outage.end, source: outage.source, arrives_at };
  const call = callMeanwhile(scene, outage, random);
  const isCall = call !== null && isUntold([call.effect]);
  const workers = loneWorkersIn(scene, outage).map(({ person, since }) => {
    const effect = unheard(person, since, outage, arrives_at);
    return { person, effect, isUntold: isUntold([effect]) };
  });
  return {
    ...noTrouble,
    start: outage.start - AROUND,
    end: outage.end + AROUND,
    cause: 'source-outage',
    blackouts: [blackout],
    adds: isCall ? [call.event] : [],
    rewrites: workers.flatMap((worker) => (worker.isUntold ? [] : byPhone(worker.person, outage))),
    effects: [
      ...workers.flatMap((worker) => (worker.isUntold ? [worker.effect] : [])),
      ...(isCall ? [call.effect] : []),
    ],
  };
}

type Worker = { readonly person: Person; readonly since: EpochMs };

/** Lone workers who may be on duty during the outage, with the beginning of their shift. */
function loneWorkersIn({ site }: Scene, { start, end }: Outage): readonly Worker[] {
  const shifts = shiftsBetween(site, start - NEAR_SHIFT, end);
  return site.people.flatMap((person) => {
    const shift =
      person.lone_worker === null ? undefined : shifts.find((each) => each.person === person.code);
    return shift === undefined ? [] : [{ person, since: shift.start }];
  });
}

/**
 * A worker who was signed in when the outage began, until something is heard of the worker again. Who was not heard to
 * sign in or out in this shift is expected from its beginning.
 */
function unheard(person: Person, since: EpochMs, { start, end }: Outage, arrives_at: EpochMs | null): Effect {
  const limit = checkInLimit(person) ?? Number.POSITIVE_INFINITY;
  const { code } = person;
  return {
    ...loneWorkerOverdue(code, limit, { start, end }),
    span: (history) => {
      const came = history.before(`IN ${code}`, start);
      const left = history.before(`OUT ${code}`, start);
      if (left > came && left >= since) return NEVER;
      const heard = Math.max(left >= came ? since : came, history.before(`check_in ${code}`, start));
      const again = [history.from(`check_in ${code}`, end), history.from(`OUT ${code}`, end), arrives_at];
      return { start: heard + limit, end: Math.min(...again.map((at) => at ?? Number.POSITIVE_INFINITY)) };
    },
  };
}

const NEVER = { start: Number.NEGATIVE_INFINITY, end: null } as const;

/** What a worker says by telephone instead. */
const byPhone = ({ code }: Person, { start, end }: Outage): readonly Rewrite[] =>
  (['check_in', 'attendance'] as const).map((type) => ({
    ...{ start, end, type, person: code },
    rewrite: (event) => ({ ...event, source: PHONE_LINE }),
  }));

type Call = { readonly event: TelemetryEvent; readonly effect: Effect };

/** Somebody at the site presses the button in the middle of the outage; null where nobody does. */
function callMeanwhile({ site, onDuty }: Scene, outage: Outage, random: Random): Call | null {
  const at = Math.round(outage.start + (outage.end - outage.start) * random.between(0.3, 0.8));
  const person = onDuty(at)[0];
  if (outage.calls !== site.code || person === undefined) return null;
  const sos = { type: 'alert', severity: 'CRITICAL', alert_type: 'SOS', message: null } as const;
  const event = { ...blankEvent(site.code, at), ...sos, source: PANIC_BUTTON, person };
  return { event, effect: duress(`person:${person}`, at) };
}
