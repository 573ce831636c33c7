import { expect, it } from 'vitest';
import { draftOf, inputOf, isComplete } from './traccar-draft.ts';

const draft = { ...draftOf(null), name: 'fleet', url: 'https://traccar.example' };

it('sends what was typed, and of two ways to sign in the one that was', () => {
  expect(inputOf({ ...draft, user: 'a@b.c', password: 'x', devices: ' 1,2 ,' })).toEqual({
    ...{ name: 'fleet', url: 'https://traccar.example', user: 'a@b.c', password: 'x', token: null },
    ...{ tenant: null, devices: ['1', '2'], every_minutes: 5, back_hours: 24, ca: null },
  });
  expect(inputOf({ ...draft, user: 'a@b.c', token: 't' })).toMatchObject({ user: null, token: 't' });
});

it('leaves a secret as it is that nobody typed', () => {
  expect(inputOf({ ...draft, user: 'a@b.c' })).not.toHaveProperty('password');
  expect(inputOf(draft)).not.toHaveProperty('token');
});

it('can be sent when there are a name, an address and whole numbers', () => {
  expect(isComplete(draft)).toBe(true);
  expect(isComplete({ ...draft, every: '0' })).toBe(false);
  expect(isComplete({ ...draft, back: '1.5' })).toBe(false);
  expect(isComplete({ ...draft, url: 'ftp://x' })).toBe(false);
});
