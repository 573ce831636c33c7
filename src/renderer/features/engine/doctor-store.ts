import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';

export type DoctorState = {
  /** Kept when a later look fails. undefined: nobody looked yet. */
  readonly results: Answer<'doctor.run'> | undefined;
  readonly fault: Fault | undefined;
  readonly busy: boolean;
  /** Asks the program for its threads and what starts it, and the database for everything else. */
  readonly look: () => Promise<void>;
  /** The diagnostics, made and not saved yet; null: nobody asked for them, or they were put away. */
  readonly diagnostics: Answer<'diagnostics.make'> | null;
  readonly make: () => Promise<void>;
  readonly putAway: () => void;
};

/** What the program alone knows; nulls where it does not tell. */
async function runningOf(api: Api) {
  const shell = await api.call('shell.facts', {});
  if (!shell.ok) return { threads: null, starts: null };
  const { workers, starts } = shell.value;
  return { threads: workers.map(({ name, state, restarts }) => ({ name, state, restarts })), starts };
}

/** Every known cause of trouble, as it was when somebody looked last. */
export const createDoctorStore = (api: Api) =>
  createStore<DoctorState>()((set, get) => ({
    results: undefined,
    fault: undefined,
    busy: false,
    async look() {
      if (get().busy) return;
      set({ busy: true });
      const reply = await api.call('doctor.run', await runningOf(api));
      set({
        busy: false,
        ...(reply.ok ? { results: reply.value, fault: undefined } : { fault: reply.fault }),
      });
    },
    diagnostics: null,
    async make() {
      if (get().busy) return;
      set({ busy: true });
      const reply = await api.call('diagnostics.make', await runningOf(api));
      set({
        busy: false,
        ...(reply.ok ? { diagnostics: reply.value, fault: undefined } : { fault: reply.fault }),
      });
    },
    putAway: () => set({ diagnostics: null }),
  }));
export type DoctorStore = ReturnType<typeof createDoctorStore>;
