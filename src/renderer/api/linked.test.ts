import { expect, it } from 'vitest';
import type { LinkState } from '#contract/link.ts';
import { linkedTransport } from './linked.ts';

const LINK: LinkState = {
  ...{ address: 'ops:1', name: 'ops', code: 'A', state: 'CONNECTED', since: 0, retry_at: null },
  ...{ reason: null, shown_code: null, kept: 0 },
};
const settle = () => new Promise((done) => setImmediate(done));

function page(link: LinkState | null) {
  let push: (event: string, payload: unknown) => void = () => {};
  let connect: (connected: boolean) => void = () => {};
  let now = link;
  const transport = linkedTransport({
    call: async () => ({ ok: true, value: { link: now } }),
    onPush(listener) {
      push = listener;
      return () => {};
    },
    onConnection(listener) {
      connect = listener;
      return () => {};
    },
  });
  const told: boolean[] = [];
  transport.onConnection((connected) => told.push(connected));
  return {
    told,
    connect: (connected: boolean) => connect(connected),
    become(state: LinkState['state']) {
      now = { ...LINK, state };
      push('link.changed', { link: now });
    },
  };
}

it('is connected with its host where the workstation has an engine of its own', async () => {
  const { told, connect } = page(null);
  connect(true);
  await settle();
  connect(false);
  connect(true);
  await settle();
  expect(told).toEqual([true, false, true]);
});

it('is not connected while the way to the engine is lost, and says so once', async () => {
  const { told, connect, become } = page(LINK);
  connect(true);
  await settle();
  become('LOST');
  become('CHANGED');
  become('CONNECTED');
  expect(told).toEqual([true, false, true]);
});

it('is not connected when it opens at a workstation whose engine does not answer', async () => {
  const { told, connect } = page({ ...LINK, state: 'REFUSED' });
  connect(true);
  await settle();
  expect(told).toEqual([false]);
});
