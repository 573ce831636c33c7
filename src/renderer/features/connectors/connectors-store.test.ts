import { expect, it } from 'vitest';
import { createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { createConnectorsStore } from './connectors-store.ts';

function storeOf() {
  const fake = createFakeApi({
    'connectors.list': () => ({ at: 1, connectors: [] }),
    'keys.list': () => [],
    'keys.add': ({ name, tenant }) => ({ name, tenant, key: 'vigil_secret' }),
    'intake.configure': () => refusal('Port 80 is taken.'),
    'connectors.test': () => ({ steps: [{ step: 'WRITE', ok: true, detail: null }] }),
  });
  const timers = createFakeTimers();
  return { fake, timers, store: createConnectorsStore({ api: fake.api, every: timers.every }) };
}

it('shows a new key until it is dismissed, and forgets it when the screen is left', async () => {
  const { store } = storeOf();
  const leave = store.getState().show();
  await store.getState().addKey({ name: 'radio', tenant: 'T-1' });
  expect(store.getState().fresh?.key).toBe('vigil_secret');
  store.getState().dismiss();
  expect(store.getState().fresh).toBeNull();
  await store.getState().addKey({ name: 'other', tenant: 'T-1' });
  leave();
  expect(store.getState().fresh).toBeNull();
});

it('says why a change was refused, and forgets it after one that was not', async () => {
  const { store, fake } = storeOf();
  expect(await store.getState().configure({ port: 80 })).toBe(false);
  expect(store.getState().refusal?.message).toBe('Port 80 is taken.');
  fake.answers['intake.configure'] = () => ({
    http: { on: true, address: '127.0.0.1', port: 8_080 },
    drop: { on: false, folder: '' },
    in_effect: true,
  });
  expect(await store.getState().configure({ port: 8_080 })).toBe(true);
  expect(store.getState().refusal).toBeUndefined();
});

it('tries one connector at a time, and keeps what came of it', async () => {
  const { store, fake } = storeOf();
  await Promise.all([store.getState().test('drop'), store.getState().test('http')]);
  expect(fake.inputsOf('connectors.test')).toEqual([{ id: 'drop' }]);
  expect(store.getState()).toMatchObject({ testing: null, tested: { id: 'drop' } });
});

it('asks again while it is shown, and no longer', async () => {
  const { store, fake, timers } = storeOf();
  const leave = store.getState().show();
  timers.run();
  expect(fake.inputsOf('connectors.list')).toHaveLength(2);
  leave();
  expect(timers.waiting()).toEqual([]);
});

it('asks for the keys only while the card that shows them is drawn, and after a change of them', async () => {
  const { store, fake } = storeOf();
  const leave = store.getState().show();
  expect(fake.inputsOf('keys.list')).toHaveLength(0);
  const leaveKeys = store.getState().showKeys();
  await store.getState().addKey({ name: 'radio', tenant: 'T-1' });
  expect(fake.inputsOf('keys.list')).toHaveLength(2);
  leaveKeys();
  leave();
});
