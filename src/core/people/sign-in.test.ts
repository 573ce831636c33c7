import { expect, it } from 'vitest';
import type { SignIn } from '../model/account.ts';
import { HOUR, MINUTE } from '../model/time.ts';
import { CLI_LASTS, signInState } from './sign-in.ts';

const account = { revision: 3, disabled_at: null };
const page: SignIn = {
  seat: 'w',
  kind: 'page',
  account: 'ada',
  revision: 3,
  at: 0,
  active_at: HOUR,
  locked_at: null,
};
const IDLE = 15;

it('is open while somebody touches the screen, and locked as soon as nobody did for the time', () => {
  expect(signInState(page, account, IDLE, HOUR + IDLE * MINUTE - 1)).toBe('OPEN');
  expect(signInState(page, account, IDLE, HOUR + IDLE * MINUTE)).toBe('LOCKED');
});

it('stays locked whatever the person touches', () => {
  expect(signInState({ ...page, locked_at: HOUR }, account, IDLE, HOUR + 1)).toBe('LOCKED');
});

it('ends at once when the account is switched off, changed or gone', () => {
  expect(signInState(page, { ...account, disabled_at: 1 }, IDLE, HOUR)).toBe('ENDED');
  expect(signInState(page, { ...account, revision: 4 }, IDLE, HOUR)).toBe('ENDED');
  expect(signInState(page, null, IDLE, HOUR)).toBe('ENDED');
});

it('locks when the clock was set back by more than the time', () => {
  expect(signInState(page, account, IDLE, HOUR - IDLE * MINUTE)).toBe('LOCKED');
});

it('lasts for a shift on the command line, where nobody touches anything', () => {
  const cli: SignIn = { ...page, kind: 'cli' };
  expect(signInState(cli, account, IDLE, CLI_LASTS - 1)).toBe('OPEN');
  expect(signInState(cli, account, IDLE, CLI_LASTS)).toBe('ENDED');
});
