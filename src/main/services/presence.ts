import type { EventName, Payload } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { GONE_AFTER_MS, type Looking } from '#contract/presence.ts';
import { isWithin, type TenantScope } from '#core/model/actor.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Dispatch } from './dispatch.ts';
import { type Caller, PROGRAM, Refused, type ShellHandlers } from './handlers.ts';

/** Nobody has so many windows at once; whoever asks for more is not a person. */
const MOST_WINDOWS_OF_A_SEAT = 16;

type Look = { readonly looking: Looking; readonly seat: string; readonly until: number };
export type Presence = {
  readonly handlers: Pick<ShellHandlers, 'presence.look' | 'presence.list'>;
  readonly stop: Undo;
};
export type PresenceParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ask: Dispatch;
  readonly tell: <E extends EventName>(event: E, payload: Payload<E>) => void;
  /** What this workstation is called. */
  readonly station: string;
};

/** What of it somebody may know: who looks at findings of their own part. */
export const lookingWithin = (looking: readonly Looking[], scope: TenantScope): Looking[] =>
  looking.filter(({ tenant, client, site }) =>
    tenant === null || client === null || site === null
      ? scope === 'all'
      : isWithin({ tenant, client, code: site }, scope),
  );

/** Who has which finding before them, by what their windows say every few seconds. In memory alone: what is looked at leaves no trace. */
export function createPresence({ clock, timers, ask, tell, station: here }: PresenceParts): Presence {
  const looks = new Map<string, Look>();
  const list = () => [...looks.values()].map(({ looking }) => looking);
  const announce = () => tell('presence.changed', { looking: list() });
  const forget = () => {
    const now = clock.monotonic();
    const gone = [...looks].filter(([, { until }]) => until <= now);
    for (const [key] of gone) looks.delete(key);
    if (gone.length > 0) announce();
  };
  const stop = timers.every(1_000, forget);

  const placeOf = async (finding: string, scope: TenantScope) => {
    const reply = await ask({ ...PROGRAM, scope }, 'findings.get', { id: finding });
    if (!reply.ok) throw new Refused('not-found', `There is no finding ${finding}.`);
    const { tenant, client, site } = methods['findings.get'].output.parse(reply.value).finding;
    return { tenant, client, site };
  };
  const isFull = (seat: string) =>
    [...looks.values()].filter((look) => look.seat === seat).length >= MOST_WINDOWS_OF_A_SEAT;

  const look: ShellHandlers['presence.look'] = async ({ window, finding }, caller) => {
    const { seat } = seatOf(caller);
    const key = `${seat} ${window}`;
    const before = looks.get(key);
    const { name } = caller.actor;
    const station = caller.station ?? here;
    if (finding === null) {
      if (looks.delete(key)) announce();
      return {};
    }
    const until = clock.monotonic() + GONE_AFTER_MS;
    if (before?.looking.finding === finding && before.looking.name === name) {
      looks.set(key, { ...before, until });
      return {};
    }
    if (before === undefined && isFull(seat))
      throw new Refused('conflict', 'Too many windows look at findings here.');
    const place = await placeOf(finding, caller.scope);
    looks.set(key, { seat, until, looking: { finding, name, station, window, ...place } });
    announce();
    return {};
  };
  return {
    handlers: {
      'presence.look': look,
      'presence.list': (_, { scope }) => ({ looking: lookingWithin(list(), scope) }),
    },
    stop,
  };
}

function seatOf({ seat }: Caller): NonNullable<Caller['seat']> {
  if (seat === undefined) throw new Refused('conflict', 'Nobody sits here.');
  return seat;
}
