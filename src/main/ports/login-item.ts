import type { LoginState } from '#contract/login.ts';

/** The system's list of what it starts when somebody signs in to the machine. */
export type LoginItem = {
  readonly state: () => LoginState;
  /** Throws where the system takes no entry. */
  readonly set: (on: boolean) => void;
};

/** Where the system starts nothing of ours at login; `reason` says why. */
export const noLoginItem = (state: 'SERVICE' | 'UNAVAILABLE', reason: string | null): LoginItem => ({
  state: () => ({ state, reason }),
  set() {
    throw new Error(reason ?? 'The engine runs as a service.');
  },
});
