import { createHmac } from 'node:crypto';
import type { EventName, Payload } from '#contract/index.ts';
import { events, isEvent, methods } from '#contract/index.ts';
import { OF_WORKSTATION } from '#contract/lan.ts';
import type { Reply } from '#contract/reply.ts';
import type { UpdatesState } from '#contract/updates.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { OpenBroughtFile } from '#main/ports/brought-file.ts';
import type { Log } from '#main/ports/log.ts';
import type { LoginItem } from '#main/ports/login-item.ts';
import type { Undo } from '#main/ports/time.ts';
import { createDispatch } from '../dispatch.ts';
import type { EventListener } from '../event-listener.ts';
import { type Caller, PROGRAM, Refused, type ShellHandlers } from '../handlers.ts';
import type { Seat } from '../people/seats.ts';
import { createBrought } from '../shell/brought.ts';
import { createListeners } from '../shell/listeners.ts';
import { createLogin } from '../shell/login.ts';
import type { Shell } from '../shell.ts';
import { createLink, type LinkParts } from './link.ts';
import { createOwnNotices, type OwnNotices } from './own-notices.ts';

export type AttachedParts = Omit<LinkParts, 'onState' | 'onPush'> & {
  readonly log: Log;
  /** Makes seats of this workstation ones that nobody else can show. */
  readonly secret: string;
  /** From the next start on this workstation has an engine of its own; starts it. */
  readonly detach: () => void;
  readonly openFile: OpenBroughtFile;
  readonly loginItem: LoginItem;
};
const OWN: readonly string[] = OF_WORKSTATION;
/** Told by an engine of its own workstation: what an attached one says of itself is something else. */
const OF_THEIRS: readonly EventName[] = [
  'notices.tested',
  'notices.desktop',
  'link.changed',
  'screen.show_finding',
  'screen.take_brought',
];

/** A shell without an engine: what belongs to the workstation it answers itself, everything else the engine that it is attached to. */
export function createAttached(parts: AttachedParts): Pick<
  Shell,
  'seat' | 'opensWall' | 'bring' | 'wake' | 'close'
> & {
  readonly link: ReturnType<typeof createLink>;
} {
  const { tell, subscribe } = createListeners(parts.log);
  const ears = new Map<string, Set<EventListener>>();
  let openWall: (() => void) | null = null;
  const link = createLink({
    ...parts,
    onState: (state) => tell('link.changed', { link: state }),
    onPush: (seat, event, payload) => push(seat, event, payload),
  });
  const notices = createOwnNotices({ ...parts, tell });

  const push = (seat: string, event: string, raw: unknown) => {
    if (!isEvent(event) || OF_THEIRS.includes(event)) return;
    const payload = readAs(events[event], raw);
    if (!payload.success) return parts.log.error('the engine told what is not in the contract', { event });
    if (isTest(event, payload.data)) return;
    for (const listener of ears.get(seat) ?? []) listener(event, payload.data);
  };
  const announce = () => tell('screen.take_brought', {});
  const brought = createBrought({ ...parts, announce });
  const own = {
    ...ownHandlers({ link, notices, detach: parts.detach, wall: () => openWall }),
    ...brought.handlers,
    'login.state': () => parts.loginItem.state(),
    ...noUpdates(parts.version),
  };
  const answerOwn = createDispatch({ shell: own, commands: notices.handlers, log: parts.log });

  /** The engine says who may, and writes down who did: without it nobody can. */
  const setLogin = (seat: string, input: unknown): Promise<Reply<unknown>> => {
    const note = async (_: Caller, on: boolean) => {
      const noted = await link.call(seat, 'login.note', { station: parts.station, on });
      if (noted.ok) return;
      const { code, message } = noted.fault;
      throw new Refused(code === 'internal' ? 'unavailable' : code, message);
    };
    const shell = createLogin({ item: parts.loginItem, note });
    return createDispatch({ shell, log: parts.log })(PROGRAM, 'login.set', input);
  };
  const call = async (seat: string, method: string, input: unknown): Promise<Reply<unknown>> => {
    if (method === 'link.detach') {
      const fault = await whyNotDetach(link, seat);
      if (fault !== null) return fault;
    }
    if (method === 'login.set') return setLogin(seat, input);
    if (OWN.includes(method)) return answerOwn(PROGRAM, method, input);
    const reply = await link.call(seat, method, input);
    if (method !== 'notices.state' || !reply.ok) return reply;
    return { ok: true, value: notices.ofThis(methods['notices.state'].output.parse(reply.value)) };
  };
  const listen = (seat: string, listener: EventListener): Undo => {
    const all = ears.get(seat) ?? new Set();
    ears.set(seat, all.add(listener));
    const deaf = subscribe(listener);
    link.hear(seat, true);
    return () => {
      deaf();
      all.delete(listener);
      if (all.size > 0 || ears.get(seat) !== all) return;
      ears.delete(seat);
      link.hear(seat, false);
    };
  };
  return {
    link,
    seat: (_, host, key): Seat => {
      const seat = createHmac('sha256', parts.secret).update(`${host}:${key}`).digest('hex');
      const hears = (listener: EventListener) => listen(seat, listener);
      return {
        call: (method, input) => call(seat, method, input),
        subscribe: hears,
        subscribeTo: <E extends EventName>(wanted: E, listener: (payload: Payload<E>) => void) =>
          hears((event, payload) => {
            if (event === wanted) listener(payload as Payload<E>); // safe: parsed by the event's own schema
          }),
      };
    },
    wake: link.retry,
    bring: brought.bring,
    opensWall(open) {
      openWall = open;
    },
    async close(planned) {
      notices.stop();
      if (planned) await Promise.all([...ears.keys()].map((seat) => link.call(seat, 'session.sign_out', {})));
      link.close();
    },
  };
}

/** A test of sound is the workstation's own. */
const isTest = (event: EventName, payload: unknown): boolean =>
  event === 'notice' && events.notice.parse(payload).kind === 'test';

/** An engine takes workstations of its own version alone: they are updated together, by whoever does so. */
function noUpdates(version: string) {
  const reason = 'This workstation is attached to an engine: install the version that the engine has.';
  const state = (): UpdatesState => ({
    ...{ state: 'UNAVAILABLE', reason, version, checked_at: null, offered: null, way: null, file: null },
  });
  const refuse = (): never => {
    throw new Refused('conflict', reason);
  };
  return { 'updates.state': state, 'updates.look': refuse, 'updates.install': refuse };
}

type OwnParts = {
  readonly link: ReturnType<typeof createLink>;
  readonly notices: OwnNotices;
  readonly detach: () => void;
  readonly wall: () => (() => void) | null;
};
type OwnName = `link.${string}` | 'shell.beat' | 'shell.open_wall';

function ownHandlers({
  link,
  detach,
  wall,
}: OwnParts): Pick<ShellHandlers, Extract<keyof ShellHandlers, OwnName>> {
  const refuse = (): never => {
    throw new Refused('conflict', 'This workstation is attached to an engine already: detach it first.');
  };
  return {
    'shell.beat': () => ({}),
    'shell.open_wall': () => {
      const open = wall();
      open?.();
      return { opened: open !== null };
    },
    'link.state': () => ({ link: link.state() }),
    'link.retry': () => {
      link.retry();
      return { link: link.state() };
    },
    'link.look': refuse,
    'link.attach': refuse,
    'link.detach': () => {
      detach();
      return {};
    },
  };
}

/** While the engine answers, it says who may; while it does not, whoever is at the workstation can only help themselves. */
async function whyNotDetach(
  link: ReturnType<typeof createLink>,
  seat: string,
): Promise<Extract<Reply<never>, { ok: false }> | null> {
  if (link.state().state !== 'CONNECTED') return null;
  const reply = await link.call(seat, 'session.state', {});
  if (!reply.ok) return reply;
  if (methods['session.state'].output.parse(reply.value).may.includes('link.detach')) return null;
  return {
    ok: false,
    fault: { code: 'forbidden', message: 'Only an administrator may detach this workstation.' },
  };
}
