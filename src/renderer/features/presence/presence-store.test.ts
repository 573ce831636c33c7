import { expect, it } from 'vitest';
import type { Looking } from '#contract/presence.ts';
import { arrived, createFakeApi } from '#test/kit/fake-api.ts';
import { createPresenceStore } from './presence-store.ts';

const looking = (name: string, window: string, finding = 'F-1'): Looking => ({
  ...{ name, window, finding, station: 'OPS-2', tenant: 'T', client: 'C', site: 'S' },
});

function desk(me: string | null = 'Ada') {
  const fake = createFakeApi({
    'presence.look': () => ({}),
    'presence.list': () => ({ looking: [looking('Bob', 'b')] }),
  });
  let beat = () => {};
  let isSeen = true;
  const store = createPresenceStore({
    ...{ api: fake.api, window: 'mine', me: () => me, isSeen: () => isSeen },
    every(_, run) {
      beat = run;
      return () => {};
    },
  });
  const hide = () => {
    isSeen = false;
  };
  const told = () =>
    fake.inputsOf('presence.look').map((input) => (input as { finding: string | null }).finding);
  return { ...fake, store, told, hide, beat: () => beat() };
}

it('says what this window shows, again and again, and that it shows nothing any more, once', () => {
  const { store, told, beat, hide } = desk();
  store.getState().start();
  store.getState().show('F-1');
  beat();
  hide();
  beat();
  beat();
  expect(told()).toEqual(['F-1', 'F-1', null]);
});

it('names the others at a finding with their workstations, and neither this window nor another one of the same person', async () => {
  const { store, push, connect } = desk();
  store.getState().start();
  await arrived();
  expect(store.getState().others.get('F-1')).toBe('Looking at it now: Bob (OPS-2)');
  push('presence.changed', {
    looking: [
      looking('Ada', 'mine'),
      looking('Ada', 'other'),
      looking('Bob', 'b', 'F-2'),
      looking('Cy', 'c', 'F-2'),
    ],
  });
  expect([...store.getState().others]).toEqual([['F-2', 'Looking at it now: Bob (OPS-2), Cy (OPS-2)']]);
  connect(false);
  expect(store.getState().others.size).toBe(0);
});

it('says and asks nothing where nobody signs in', async () => {
  const { store, asked, beat } = desk(null);
  store.getState().start();
  store.getState().show('F-1');
  beat();
  await arrived();
  expect(asked).toEqual([]);
});
