import { describe, expect, it } from 'vitest';
import type { Transport } from './transport.ts';
import { createTypedApi } from './typed-api.ts';

function bench(value: unknown) {
  let push: (event: string, payload: unknown) => void = () => undefined;
  const transport: Transport = {
    call: async () => ({ ok: true, value }),
    onPush(listener) {
      push = listener;
      return () => undefined;
    },
    onConnection: () => () => undefined,
  };
  return { api: createTypedApi(transport), push: (event: string, payload: unknown) => push(event, payload) };
}

describe('the typed api', () => {
  it('gives an answer that fits its method and makes a fault of one that does not', async () => {
    const identity = { name: 'ada', verified: false };
    expect(await bench(identity).api.call('identity.get', {})).toEqual({ ok: true, value: identity });
    expect(await bench({ name: 7 }).api.call('identity.get', {})).toMatchObject({
      ok: false,
      fault: { code: 'internal' },
    });
  });

  it('hands a push to its listeners only when it fits, until they stop listening', () => {
    const { api, push } = bench(null);
    const heard: unknown[] = [];
    const stop = api.on('sites.changed', (payload) => heard.push(payload.sites));
    push('sites.changed', { sites: ['RB-01'] });
    push('sites.changed', { sites: 7 });
    push('unknown', {});
    stop();
    push('sites.changed', { sites: null });
    expect(heard).toEqual([['RB-01']]);
  });
});
