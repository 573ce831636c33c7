import type { EventName, Payload } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { LanSettings, LanState, LanStation } from '#contract/lan.ts';
import type { Reply } from '#contract/reply.ts';
import type { Log } from '#main/ports/log.ts';
import type { Undo } from '#main/ports/time.ts';
import type { EventListener } from '../event-listener.ts';
import type { ShellHandlers } from '../handlers.ts';

/** An open door: where it is, by what it is known, and who came in. */
export type LanDoor = {
  readonly port: number;
  readonly code: string;
  readonly stations: () => LanStation[];
  readonly close: () => Promise<void>;
};
export type LanParts = {
  /** Asks as the program itself, without input. */
  readonly ask: (method: 'lan.get' | 'accounts.state') => Promise<Reply<unknown>>;
  /** Listens; `onChange` hears that somebody came or went. Rejects when it cannot. */
  readonly open: (settings: LanSettings, onChange: () => void) => Promise<LanDoor>;
  readonly subscribe: (listener: EventListener) => Undo;
  readonly tell: <E extends EventName>(event: E, payload: Payload<E>) => void;
  readonly log: Log;
  readonly demo: boolean;
  readonly reachable: () => string[];
};
export type Lan = {
  readonly handlers: Pick<ShellHandlers, 'lan.state'>;
  readonly start: () => void;
  readonly close: () => Promise<void>;
};

/** After these the settings, or whether people sign in, may be others; an engine that comes back says that the sites are. */
const ASK_AFTER: readonly EventName[] = ['lan.changed', 'accounts.changed', 'sites.changed'];
/** All addresses of the machine. */
const EVERY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];
const OFF: LanSettings = { on: false, address: '0.0.0.0', port: 0 };

/** Keeps the door for other workstations as the settings want it: open only while people sign in, and never in the demonstration. */
export function createLan({ ask, open, subscribe, tell, log, demo, reachable }: LanParts): Lan {
  let settings = OFF;
  let state: Pick<LanState, 'state' | 'reason'> = { state: 'OFF', reason: null };
  let door: LanDoor | null = null;
  let openFor = '';
  let turn: Promise<void> = Promise.resolve();
  let isEnding = false;
  let undo: Undo = () => {};

  const shut = async () => {
    const closing = door;
    door = null;
    openFor = '';
    await closing?.close();
  };
  const become = (next: typeof state) => {
    if (next.state === state.state && next.reason === state.reason) return;
    state = next;
    log[next.state === 'FAILED' ? 'error' : 'info']('the door for other workstations', { ...state });
    tell('lan.changed', {});
  };
  const unlock = async () => {
    const wanted = JSON.stringify(settings);
    if (door !== null && openFor === wanted) return;
    await shut();
    try {
      door = await open(settings, () => tell('lan.changed', {}));
      openFor = wanted;
      become({ state: 'LISTENING', reason: null });
    } catch (error) {
      become({ state: 'FAILED', reason: reasonOf(error, settings) });
    }
  };
  const follow = async () => {
    if (isEnding) return;
    const [wanted, people] = await Promise.all([ask('lan.get'), ask('accounts.state')]);
    if (!wanted.ok || !people.ok) return; // an engine that does not answer changes nothing
    settings = methods['lan.get'].output.parse(wanted.value);
    const { on: peopleSignIn } = methods['accounts.state'].output.parse(people.value);
    const shuts = whyShut(settings.on, demo, peopleSignIn);
    if (shuts === null) return unlock();
    await shut();
    become(shuts);
  };
  const soon = () => {
    turn = turn
      .then(follow)
      .catch((error: unknown) => log.error('the door for other workstations', { error }));
  };
  return {
    handlers: {
      'lan.state': async () => {
        await turn; // what was wanted just now is in effect
        return {
          ...settings,
          ...state,
          port: door?.port ?? settings.port,
          code: door?.code ?? null,
          reachable: EVERY_ADDRESS.includes(settings.address) ? reachable() : [settings.address],
          stations: door?.stations() ?? [],
        };
      },
    },
    start() {
      undo = subscribe((event) => {
        if (ASK_AFTER.includes(event)) soon();
      });
      soon();
    },
    async close() {
      isEnding = true;
      undo();
      await turn;
      await shut();
    },
  };
}

function whyShut(
  on: boolean,
  demo: boolean,
  peopleSignIn: boolean,
): Pick<LanState, 'state' | 'reason'> | null {
  if (!on) return { state: 'OFF', reason: null };
  if (demo) return { state: 'FAILED', reason: 'The demonstration is for this workstation alone.' };
  return peopleSignIn ? null : { state: 'ACCOUNTS_OFF', reason: 'Accounts are off: nobody could sign in.' };
}

function reasonOf(error: unknown, { address, port }: LanSettings): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program.`;
  if (code === 'EADDRNOTAVAIL') return `${address} is no address of this machine.`;
  if (code === 'EACCES') return `The system does not let Vigil listen on port ${port}.`;
  return error instanceof Error ? error.message : String(error);
}
