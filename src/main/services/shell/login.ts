import type { LoginItem } from '#main/ports/login-item.ts';
import type { Caller, ShellHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';

export type LoginParts = {
  readonly item: LoginItem;
  /** Writes it down; rejects where nobody can, and then nothing is changed. */
  readonly note: (caller: Caller, on: boolean) => Promise<void>;
};

/** Whether the system starts Vigil at login, and the way to change it. */
export const createLogin = ({
  item,
  note,
}: LoginParts): Pick<ShellHandlers, 'login.state' | 'login.set'> => ({
  'login.state': () => item.state(),
  async 'login.set'({ on }, caller) {
    const before = item.state();
    if (before.state === 'SERVICE' || before.state === 'UNAVAILABLE')
      throw new Refused('conflict', before.reason ?? 'The engine runs as a service.');
    await note(caller, on);
    try {
      item.set(on);
    } catch (error) {
      await note(caller, before.state === 'ON');
      const why = error instanceof Error ? error.message : String(error);
      throw new Refused('unavailable', `The system did not take it: ${why}`);
    }
    return item.state();
  },
});
