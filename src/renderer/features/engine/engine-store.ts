import { createStore } from 'zustand';
import type { EngineStatus } from '#contract/engine.ts';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';

/** How often the engine is asked whether it is still there, beside what it says by itself. */
const SIGN_OF_LIFE = 15 * SECOND;

export type EngineState = {
  /** The last status that was heard; kept when the engine falls silent. */
  readonly status: EngineStatus | undefined;
  readonly fault: Fault | undefined;
  readonly connected: boolean;
  /** Engine time minus the screen's own, in ms. */
  readonly offset: number;
  /** undefined: not asked yet; null: nobody has said who they are. */
  readonly person: string | null | undefined;
  readonly suppressed: Answer<'suppressed.list'> | undefined;
  /** The engine's remark that the operator has put aside; another one shows again. */
  readonly remarkAside: string | null;
  readonly refresh: () => Promise<void>;
  readonly introduce: (name: string) => Promise<Fault | undefined>;
  readonly loadSuppressed: () => Promise<void>;
  readonly putAside: (remark: string | null) => void;
  /** Listens and asks until the returned undo is called. */
  readonly start: () => () => void;
};

export type EngineParts = {
  readonly api: Api;
  /** The screen's own clock, in ms. */
  readonly wall: () => EpochMs;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** What is known of the engine: its status, whether it answers, and who sits here. */
export const createEngineStore = ({ api, wall, every }: EngineParts) =>
  createStore<EngineState>()((set, get) => {
    const hear = (status: EngineStatus) => set({ status, fault: undefined, offset: status.now - wall() });
    const loadPerson = async () => {
      const reply = await api.call('identity.get', {});
      if (reply.ok) set({ person: reply.value.name });
    };
    const listenToConnection = () =>
      api.onConnection((connected) => {
        set({ connected });
        if (!connected) return;
        void get().refresh();
        if (get().person === undefined) void loadPerson();
      });
    return {
      status: undefined,
      fault: undefined,
      connected: true,
      offset: 0,
      person: undefined,
      suppressed: undefined,
      remarkAside: null,
      async refresh() {
        const reply = await api.call('engine.status', {});
        if (reply.ok) hear(reply.value);
        else set({ fault: reply.fault });
      },
      async introduce(name) {
        const reply = await api.call('identity.set', { name });
        if (!reply.ok) return reply.fault;
        set({ person: reply.value.name });
        return undefined;
      },
      async loadSuppressed() {
        const reply = await api.call('suppressed.list', {});
        if (reply.ok) set({ suppressed: reply.value });
      },
      putAside: (remarkAside) => set({ remarkAside }),
      start() {
        const stops = [
          listenToConnection(),
          api.on('engine.changed', hear),
          every(SIGN_OF_LIFE, () => void get().refresh()),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type EngineStore = ReturnType<typeof createEngineStore>;
