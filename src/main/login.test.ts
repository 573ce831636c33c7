import { expect, it } from 'vitest';
import { loginItemOf, serviceItem, startsBy } from './login.ts';
import { noLoginItem } from './ports/login-item.ts';

it('knows an engine that is a service by its unit alone', () => {
  expect(serviceItem({ VIGIL_SERVICE: 'systemd' }).state()).toEqual({ state: 'SERVICE', reason: null });
  expect(serviceItem({ INVOCATION_ID: 'of a terminal' }).state().state).toBe('UNAVAILABLE');
});

it('never has the demonstration started by itself', () => {
  const loginItem = noLoginItem('SERVICE', null);
  expect(loginItemOf({ demo: true, loginItem }).state().state).toBe('UNAVAILABLE');
  expect(loginItemOf({ demo: false, loginItem }).state().state).toBe('SERVICE');
});

it('counts on nobody but a person where the system was forbidden to start it', () => {
  const by = (state: Parameters<typeof startsBy>[0]['state']) => startsBy({ state, reason: null });
  expect([by('ON'), by('SERVICE'), by('OFF'), by('BLOCKED'), by('UNAVAILABLE')]).toEqual([
    'AT_LOGIN',
    'BY_SERVICE',
    'BY_HAND',
    'BY_HAND',
    'BY_HAND',
  ]);
});
