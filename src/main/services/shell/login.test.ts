import { expect, it } from 'vitest';
import { type LoginItem, noLoginItem } from '#main/ports/login-item.ts';
import { PROGRAM } from '../handlers.ts';
import { createLogin } from './login.ts';

function bench(more: Partial<LoginItem> = {}) {
  let isOn = false;
  const did: string[] = [];
  const item: LoginItem = {
    state: () => ({ state: isOn ? 'ON' : 'OFF', reason: null }),
    set(on) {
      did.push(`set ${on}`);
      isOn = on;
    },
    ...more,
  };
  let refusal: Error | null = null;
  const handlers = createLogin({
    item,
    async note(_, on) {
      if (refusal !== null) throw refusal;
      did.push(`note ${on}`);
    },
  });
  return {
    did,
    refuse: (error: Error) => {
      refusal = error;
    },
    set: async (on: boolean) => handlers['login.set']({ on }, PROGRAM),
    state: () => handlers['login.state']({}, PROGRAM),
  };
}

it('writes down what it is about to change, changes it, and tells what came of it', async () => {
  const { did, set, state } = bench();
  expect(await set(true)).toEqual({ state: 'ON', reason: null });
  expect(await set(false)).toEqual({ state: 'OFF', reason: null });
  expect(did).toEqual(['note true', 'set true', 'note false', 'set false']);
  expect(state()).toEqual({ state: 'OFF', reason: null });
});

it('changes nothing that cannot be written down', async () => {
  const { did, set, refuse } = bench();
  refuse(new Error('The disk is full.'));
  await expect(set(true)).rejects.toThrow('The disk is full.');
  expect(did).toEqual([]);
});

it('writes down that it stayed as it was where the system does not take it', async () => {
  const { did, set } = bench({
    set() {
      throw new Error('EACCES');
    },
  });
  await expect(set(true)).rejects.toThrow('The system did not take it: EACCES');
  expect(did).toEqual(['note true', 'note false']);
});

it.each([
  ['SERVICE', null, 'The engine runs as a service.'],
  ['UNAVAILABLE', 'Not here.', 'Not here.'],
] as const)('refuses where it is %s, and writes down nothing', async (state, reason, message) => {
  const { did, set } = bench(noLoginItem(state, reason));
  await expect(set(true)).rejects.toThrow(message);
  expect(did).toEqual([]);
});
