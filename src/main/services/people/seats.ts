import { createHash } from 'node:crypto';
import type { EventName, Payload } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { SessionState } from '#contract/people.ts';
import type { Fault, Reply } from '#contract/reply.ts';
import type { SeatKind, SignIn } from '#core/model/account.ts';
import { SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Dispatch } from '../dispatch.ts';
import type { EventListener } from '../event-listener.ts';
import { type Asker, PROGRAM, Refused, type ShellHandlers } from '../handlers.ts';
import { type Directory, DirectoryKeeper } from './directory.ts';
import { whyNotFromAfar } from './from-afar.ts';
import { createHearing } from './hearing.ts';
import { noteLooks } from './looking.ts';
import { type AtStation, nobodyAt, type Sitting, sessionOf, sittingAt } from './standing.ts';

/** Whether somebody's time has run out is looked at this often. */
const LOOK_EVERY = 5 * SECOND;
const UNNAMED = 'unnamed';

/** A place from which somebody asks and where somebody is told: a window, a browser's page, a command line. */
export type Seat = {
  readonly call: (method: string, input: unknown) => Promise<Reply<unknown>>;
  /** Hears what whoever sits there may hear, in order. */
  readonly subscribe: (listener: EventListener) => Undo;
  /** Hears one event only, by its own type. */
  readonly subscribeTo: <E extends EventName>(event: E, listener: (payload: Payload<E>) => void) => Undo;
};

export type SeatsParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** Everything that is told, to everybody. */
  readonly subscribe: (listener: EventListener) => Undo;
};
export type Seats = {
  /**
   * The seat of whoever can show `key`, which is kept as its hash alone. `host` keeps keys of different hosts apart. `local`: who
   * asks while accounts are off; absent for the person of this workstation.
   */
  readonly seat: (kind: SeatKind, host: string, key: string, local?: string) => Seat;
  /** The same at another workstation of the network, where nobody may or hears anything who has not signed in. */
  readonly seatAfar: (key: string, station: string) => Seat;
  readonly handlers: Pick<ShellHandlers, 'session.state'>;
  /** The one dispatch, as soon as there is one. Call it once, before any seat is used. */
  readonly start: (dispatch: Dispatch) => Promise<void>;
  /** Ends what a host's windows have open: a person has closed the program. */
  readonly leave: () => Promise<void>;
  readonly stop: () => void;
};

type Place = NonNullable<Asker['seat']>;

/** Who sits where. Every call of a host goes through here on its way to dispatch, and every event on its way back. */
export function createSeats({ clock, timers, log, subscribe }: SeatsParts): Seats {
  let dispatch: Dispatch = async () => ({ ok: false, fault: NOT_YET });
  let keeper: DirectoryKeeper | null = null;
  let local = UNNAMED;
  let undos: Undo[] = [];
  const signIns = new Map<string, SignIn>();
  const hearing = createHearing({
    log,
    ask: (asker, method, input) => dispatch(asker, method, input),
    sittingOf: (place, whose) => sittingNow(place, whose),
    sessionOf: (sitting) => (keeper?.known ? sessionOf(keeper.known, sitting) : null),
  });

  const sit = (directory: Directory, place: Place, at: AtStation): Sitting => {
    const whose = 'station' in at ? at : { local: at.local ?? local };
    return sittingAt(directory, place, signIns.get(place.seat) ?? null, whose, clock.now());
  };
  const sittingNow = (place: Place, at: AtStation): Sitting | null =>
    keeper?.known ? sit(keeper.known, place, at) : null;
  const sitting = async (place: Place, at: AtStation): Promise<Sitting | Fault> => {
    const known = keeper === null ? NOT_YET : await keeper.newest();
    return 'message' in known ? known : sit(known, place, at);
  };

  /** What a reply means for who sits there. */
  const learn = async (place: Place, method: string, reply: Reply<unknown>) => {
    if (!reply.ok) return;
    if (method === 'identity.set') local = methods['identity.set'].output.parse(reply.value).name;
    if (SIGNS_IN.has(method)) {
      const { account, revision } = methods['session.sign_in'].output.parse(reply.value);
      const at = clock.now();
      signIns.set(place.seat, { ...place, account, revision, at, active_at: at, locked_at: null });
    }
    if (method === 'session.sign_out') signIns.delete(place.seat);
    if (method === 'session.lock') change(place, { locked_at: clock.now() });
    if (method === 'accounts.turn_off') signIns.clear();
    if (CHANGES_SEAT.has(method)) {
      await keeper?.newest();
      hearing.announce();
    }
  };
  const change = ({ seat }: Place, fields: Partial<SignIn>) => {
    const signIn = signIns.get(seat);
    if (signIn !== undefined) signIns.set(seat, { ...signIn, ...fields });
  };

  const call = async (
    place: Place,
    at: AtStation,
    method: string,
    input: unknown,
  ): Promise<Reply<unknown>> => {
    const found = await sitting(place, at);
    const barred = 'station' in at ? whyNotFromAfar(method, found) : null;
    if (barred !== null) return { ok: false, fault: barred };
    // Whatever is wrong with the database, a screen is told so.
    if ('message' in found)
      return method === 'engine.status'
        ? dispatch(nobodyAt(place), method, input)
        : { ok: false, fault: found };
    if (method === 'session.active' && found.state === 'OPEN') change(place, { active_at: clock.now() });
    if (method === 'notices.state' && found.state !== 'OPEN') return hearing.openAlarms(found);
    const reply = await dispatch(found.asker, method, input);
    await learn(place, method, reply);
    noteLooks(dispatch, found.asker, method, input, reply);
    return reply;
  };

  /** Locks what nobody has touched for too long, so that the trail has it, and tells whoever's standing is another one now. */
  const look = () => {
    const directory = keeper?.known;
    if (!directory?.on) return;
    for (const signIn of [...signIns.values()]) {
      const place = { seat: signIn.seat, kind: signIn.kind };
      const { state, account } = sit(directory, place, HERE);
      if (state === 'SIGNED_OUT') signIns.delete(signIn.seat);
      if (state === 'LOCKED' && signIn.locked_at === null && account !== null) {
        change(place, { locked_at: clock.now() });
        const actor = { name: account.name, verified: true };
        void dispatch({ ...PROGRAM, actor, seat: place }, 'session.lock', { idle: true });
      }
    }
    hearing.announce();
  };

  const seatAt = (place: Place, at: AtStation): Seat => {
    const subscribe: Seat['subscribe'] = (listener) => hearing.listen(place, at, listener);
    return {
      call: (method, input) => call(place, at, method, input),
      subscribe,
      subscribeTo: <E extends EventName>(wanted: E, listener: (payload: Payload<E>) => void) =>
        subscribe((event, payload) => {
          if (event === wanted) listener(payload as Payload<E>); // safe: parsed by the event's own schema when it was told
        }),
    };
  };

  return {
    seat: (kind, host, key, name) => seatAt({ seat: hashOf(`${host}:${key}`), kind }, { local: name }),
    seatAfar: (key, station) => seatAt({ seat: hashOf(`lan:${key}`), kind: 'page' }, { station }),
    handlers: {
      'session.state': (_, { seat, station }): SessionState => {
        const found =
          seat === undefined ? null : sittingNow(seat, station === undefined ? HERE : { station });
        if (keeper?.known == null || found === null) throw new Refused('unavailable', NOT_YET.message);
        return sessionOf(keeper.known, found);
      },
    },
    async start(given) {
      dispatch = given;
      keeper = new DirectoryKeeper(given);
      const known = await keeper.newest();
      if (!('message' in known)) {
        for (const signIn of known.sign_ins) signIns.set(signIn.seat, signIn);
        if (known.local_name !== null) local = known.local_name;
      }
      undos = [
        subscribe((event: EventName, payload) => {
          keeper?.hear(event);
          if (event === 'accounts.changed') void keeper?.newest().then(() => hearing.announce());
          hearing.tell(event, payload);
        }),
        timers.every(LOOK_EVERY, look),
      ];
    },
    async leave() {
      const directory = keeper?.known;
      if (!directory?.on) return;
      const pages = [...signIns.values()].filter(({ kind }) => kind === 'page');
      for (const { seat, kind, account } of pages) {
        const actor = { name: account, verified: true };
        await dispatch({ ...PROGRAM, actor, seat: { seat, kind } }, 'session.sign_out', {});
        signIns.delete(seat);
      }
    },
    stop() {
      for (const undo of undos) undo();
    },
  };
}

const HERE: AtStation = { local: undefined };
const NOT_YET: Fault = { code: 'unavailable', message: 'It is not known yet who may do what.' };
const SIGNS_IN: ReadonlySet<string> = new Set<keyof typeof methods>([
  'session.sign_in',
  'session.set_secret',
  'accounts.turn_on',
  'desks.hand_over',
]);
const CHANGES_SEAT: ReadonlySet<string> = new Set<keyof typeof methods>([
  'session.sign_in',
  'desks.hand_over',
  'session.sign_out',
  'session.lock',
  'session.set_secret',
  'accounts.turn_on',
  'accounts.turn_off',
]);

/** A seat is known by a hash: what proves it is nowhere. */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');
