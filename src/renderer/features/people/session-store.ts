import { createStore } from 'zustand';
import type { Api, Fault, MethodName } from '#contract/index.ts';
import type { SessionState } from '#contract/people.ts';
import { SECOND } from '#core/model/time.ts';

/** Whether somebody is there is told this often at most, and what is known is asked again. */
const TELL_EVERY = 20 * SECOND;
const ASK_EVERY = 30 * SECOND;

export type PersonState = {
  /** undefined: not known yet. Kept when a later question fails. */
  readonly session: SessionState | undefined;
  readonly fault: Fault | undefined;
  readonly refresh: () => Promise<void>;
  /** Signs in, takes over or unlocks; what was wrong, or nothing. */
  readonly signIn: (name: string, secret: string) => Promise<Fault | undefined>;
  readonly signOut: () => Promise<void>;
  readonly lock: () => Promise<void>;
  /** Changes one's own PIN or password, and ends what one has open elsewhere; what was wrong, or nothing. */
  readonly setSecret: (current: string, secret: string) => Promise<Fault | undefined>;
  /** Whether this person may use a method. Before it is known nothing is hidden: whatever is refused says why. */
  readonly may: (method: MethodName) => boolean;
  /** The person has touched a key or the pointer. */
  readonly touched: () => void;
  /** Listens and asks until the returned undo is called. */
  readonly start: () => () => void;
};

export type SessionParts = {
  readonly api: Api;
  readonly every: (ms: number, run: () => void) => () => void;
  /** The screen's own clock, in ms. */
  readonly now: () => number;
};

/** Who sits here, and what that person may do. */
export const createSessionStore = ({ api, every, now }: SessionParts) =>
  createStore<PersonState>()((set, get) => {
    let told = Number.NEGATIVE_INFINITY;
    return {
      session: undefined,
      fault: undefined,
      async refresh() {
        const reply = await api.call('session.state', {});
        set(reply.ok ? { session: reply.value, fault: undefined } : { fault: reply.fault });
      },
      async signIn(name, secret) {
        const reply = await api.call('session.sign_in', { name, secret });
        if (!reply.ok) return reply.fault;
        told = now();
        await get().refresh();
        return undefined;
      },
      async signOut() {
        await api.call('session.sign_out', {});
        await get().refresh();
      },
      async lock() {
        await api.call('session.lock', {});
        await get().refresh();
      },
      async setSecret(current, secret) {
        const reply = await api.call('session.set_secret', { current, secret });
        return reply.ok ? undefined : reply.fault;
      },
      may: (method) => get().session?.may.includes(method) ?? true,
      touched() {
        const { session } = get();
        if (session?.accounts !== true || session.state !== 'OPEN' || now() - told < TELL_EVERY) return;
        told = now();
        void api.call('session.active', {});
      },
      start() {
        const stops = [
          api.on('session.changed', (session) => set({ session, fault: undefined })),
          api.onConnection((connected) => connected && void get().refresh()),
          every(ASK_EVERY, () => void get().refresh()),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type SessionStore = ReturnType<typeof createSessionStore>;
