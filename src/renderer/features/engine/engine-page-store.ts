import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import { ENGINE_PAGE } from '#renderer/words/engine-page.ts';
import { auditText, notAudited } from '#renderer/words/fleet.ts';
import { offsetOf, underway } from './screen-timing.ts';

/** Rounds end all the time: the page asks by itself as often as that. */
const ASK_EVERY = 5 * SECOND;

/** What this screen measured itself, in ms; null: not yet. */
export type Timing = {
  /** Engine time minus the screen's own. */
  readonly offset: number | null;
  readonly answer: number | null;
  readonly event: number | null;
};

export type EnginePageState = {
  /** Kept when a later load fails. undefined: not loaded yet. */
  readonly page: Answer<'engine.page'> | undefined;
  readonly shell: Answer<'shell.facts'> | undefined;
  /** Whether the system starts this workstation's program. */
  readonly login: Answer<'login.state'> | undefined;
  /** Why it could not be changed. */
  readonly loginFault: Fault | undefined;
  readonly fault: Fault | undefined;
  readonly timing: Timing;
  /** What goes on that was asked for here. */
  readonly busy: 'audit' | 'verify' | 'login' | null;
  /** What the last of it came to, in sentences. */
  readonly result: { readonly text: string; readonly problems: readonly string[] } | null;
  readonly load: () => Promise<void>;
  readonly auditAll: (sites: number) => Promise<void>;
  readonly verify: () => Promise<void>;
  readonly setLogin: (on: boolean) => Promise<void>;
  readonly dismissResult: () => void;
  /** Asks until the returned undo is called. */
  readonly show: () => () => void;
};

export type EnginePageParts = {
  readonly api: Api;
  /** The screen's own clock, in ms. */
  readonly wall: () => EpochMs;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** What the engine knows of itself, asked for while somebody looks. */
export const createEnginePageStore = ({ api, wall, every }: EnginePageParts) =>
  createStore<EnginePageState>()((set, get) => {
    const loadShell = async () => {
      const sent = wall();
      const reply = await api.call('shell.facts', {});
      const received = wall();
      if (!reply.ok) return;
      const timing = {
        ...get().timing,
        offset: offsetOf({ sent, received, at: reply.value.at }),
        answer: received - sent,
      };
      set({ shell: reply.value, timing });
    };
    const loadLogin = async () => {
      const reply = await api.call('login.state', {});
      if (reply.ok) set({ login: reply.value });
    };
    const loadPage = async () => {
      const reply = await api.call('engine.page', {});
      set(reply.ok ? { page: reply.value, fault: undefined } : { fault: reply.fault });
    };
    const hear = ({ now }: Answer<'engine.status'>) => {
      const { timing } = get();
      if (timing.offset === null) return;
      set({ timing: { ...timing, event: underway(now, wall(), timing.offset) } });
    };
    return {
      page: undefined,
      shell: undefined,
      login: undefined,
      loginFault: undefined,
      fault: undefined,
      timing: { offset: null, answer: null, event: null },
      busy: null,
      result: null,
      load: async () => void (await Promise.all([loadShell(), loadLogin(), loadPage()])),
      async auditAll(sites) {
        if (get().busy !== null) return;
        set({ busy: 'audit', result: null });
        const what = ENGINE_PAGE.allSites(sites);
        const reply = await api.call('audit.run', {});
        const text = reply.ok
          ? auditText(ENGINE_PAGE.allSites(reply.value.sites_audited), reply.value)
          : notAudited(what, reply.fault.message);
        set({ busy: null, result: { text, problems: [] } });
        void get().load();
      },
      async verify() {
        if (get().busy !== null) return;
        set({ busy: 'verify', result: null });
        const reply = await api.call('engine.verify', {});
        if (!reply.ok)
          return set({
            busy: null,
            result: { text: ENGINE_PAGE.notVerified(reply.fault.message), problems: [] },
          });
        const { ok, trail_rows, problems } = reply.value;
        const text = ok ? ENGINE_PAGE.sound(trail_rows) : ENGINE_PAGE.unsound(problems.length);
        set({ busy: null, result: { text, problems } });
      },
      async setLogin(on) {
        if (get().busy !== null) return;
        set({ busy: 'login' });
        const reply = await api.call('login.set', { on });
        set({
          busy: null,
          ...(reply.ok ? { login: reply.value, loginFault: undefined } : { loginFault: reply.fault }),
        });
        void get().load();
      },
      dismissResult: () => set({ result: null }),
      show() {
        void get().load();
        const stops = [api.on('engine.changed', hear), every(ASK_EVERY, () => void get().load())];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type EnginePageStore = ReturnType<typeof createEnginePageStore>;
