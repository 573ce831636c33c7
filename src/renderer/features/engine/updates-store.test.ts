import { expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { createUpdatesStore } from './updates-store.ts';

const OFF: Answer<'updates.state'> = {
  ...{ state: 'OFF', reason: null, version: '1.0.0', checked_at: null, offered: null, way: null, file: null },
};

function bench() {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'updates.state': () => OFF,
    'updates.get': () => ({ address: null }),
    'updates.set': ({ address }) => ({ address }),
    'updates.look': () => ({ ...OFF, state: 'LOOKING' }),
  });
  const store = createUpdatesStore({ api: fake.api, every: timers.every });
  return { ...fake, state: () => store.getState() };
}

it('asks for the address only where this person may know it', async () => {
  const { state, inputsOf } = bench();
  state().show(false)();
  await arrived();
  expect(state()).toMatchObject({ updates: OFF, address: undefined });
  state().show(true)();
  await arrived();
  expect(state().address).toBeNull();
  expect(inputsOf('updates.get')).toHaveLength(1);
});

it('looks there at once where somebody says where, once however often it is pressed', async () => {
  const { state, inputsOf } = bench();
  await Promise.all([state().setAddress('/srv/updates'), state().setAddress('/srv/updates')]);
  expect(inputsOf('updates.set')).toEqual([{ address: '/srv/updates' }]);
  expect(state()).toMatchObject({ address: '/srv/updates', updates: { state: 'LOOKING' }, busy: false });
});

it('keeps what was known, with the reason, where something is refused', async () => {
  const { state, answers } = bench();
  await state().load();
  answers['updates.install'] = () => refusal('There is no verified backup.');
  await state().install('1.1.0');
  expect(state()).toMatchObject({
    updates: OFF,
    fault: { message: 'There is no verified backup.' },
    busy: false,
  });
  answers['updates.set'] = () => refusal('expected a path');
  await state().setAddress('x');
  expect(state()).toMatchObject({ address: undefined, fault: { message: 'expected a path' } });
});
