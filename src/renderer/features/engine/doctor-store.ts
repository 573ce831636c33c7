import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';

export type DoctorState = {
  /** Kept when a later look fails. undefined: nobody looked yet. */
  readonly results: Answer<'doctor.run'> | undefined;
  readonly fault: Fault | undefined;
  readonly busy: boolean;
  /** Asks the program for its threads, and the database for everything else. */
  readonly look: () => Promise<void>;
};

/** Every known cause of trouble, as it was when somebody looked last. */
export const createDoctorStore = (api: Api) =>
  createStore<DoctorState>()((set, get) => ({
    results: undefined,
    fault: undefined,
    busy: false,
    async look() {
      if (get().busy) return;
      set({ busy: true });
      const shell = await api.call('shell.facts', {});
      const threads = shell.ok
        ? shell.value.workers.map(({ name, state, restarts }) => ({ name, state, restarts }))
        : null;
      const reply = await api.call('doctor.run', { threads });
      set({
        busy: false,
        ...(reply.ok ? { results: reply.value, fault: undefined } : { fault: reply.fault }),
      });
    },
  }));
export type DoctorStore = ReturnType<typeof createDoctorStore>;
