import { describe, expect, it } from 'vitest';
import type { Socket } from './socket-transport.ts';
import { SocketTransport } from './socket-transport.ts';

/** A host at the other end of a wire: keeps what was sent and says what it is told. */
class FakeSocket {
  readonly sent: unknown[] = [];
  readonly #listeners = new Map<string, ((event: never) => void)[]>();
  readonly addEventListener = ((type: string, listener: (event: never) => void) => {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }) as Socket['addEventListener']; // the transport listens to three kinds, all plain
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.fire('close', { code: 1006 });
  }
  fire(type: string, event: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
  say(frame: unknown): void {
    this.fire('message', { data: JSON.stringify(frame) });
  }
}

function bench(session: string | null = 's-1') {
  const sockets: FakeSocket[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const transport = new SocketTransport({
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as Socket; // has the three members that are used
    },
    session: async () => session,
    after(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  const socket = (index: number): FakeSocket => {
    const found = sockets[index];
    if (found === undefined) throw new Error(`no socket ${index}`);
    return found;
  };
  const elapse = (ms: number) => {
    const due = timers.find((timer) => timer.ms === ms);
    if (due === undefined) throw new Error(`no timer of ${ms} ms`);
    timers.splice(timers.indexOf(due), 1);
    due.run();
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { transport, sockets, socket, elapse, settle };
}

describe('the loopback socket', () => {
  it('says who it is first and asks what was waiting once the host is ready', async () => {
    const { transport, socket, settle } = bench();
    const answer = transport.call('engine.status', {});
    await settle();
    socket(0).fire('open', {});
    expect(socket(0).sent).toEqual([{ session: 's-1' }]);
    socket(0).say({ ready: true });
    expect(socket(0).sent[1]).toEqual({ id: 1, method: 'engine.status', input: {} });
    socket(0).say({ id: 1, reply: { ok: true, value: 7 } });
    expect(await answer).toEqual({ ok: true, value: 7 });
  });

  it('passes pushes on and ignores what is no frame', async () => {
    const { transport, socket, settle } = bench();
    const heard: unknown[] = [];
    transport.onPush((event, payload) => heard.push([event, payload]));
    await settle();
    socket(0).fire('message', { data: 'not json' });
    socket(0).say({ strange: true });
    socket(0).say({ event: 'notice', payload: { a: 1 } });
    expect(heard).toEqual([['notice', { a: 1 }]]);
  });

  it('answers open questions as unavailable when the host goes, and comes back by itself', async () => {
    const { transport, sockets, socket, elapse, settle } = bench();
    const states: boolean[] = [];
    transport.onConnection((connected) => states.push(connected));
    await settle();
    socket(0).say({ ready: true });
    const answer = transport.call('engine.status', {});
    socket(0).fire('close', { code: 1006 });
    expect(await answer).toMatchObject({ ok: false, fault: { code: 'unavailable' } });
    expect(await transport.call('engine.status', {})).toMatchObject({ ok: false });
    elapse(250);
    await settle();
    socket(1).say({ ready: true });
    expect(states).toEqual([true, false, true]);
    expect(sockets).toHaveLength(2);
  });

  it('waits longer after every attempt that fails', async () => {
    const { socket, elapse, settle } = bench();
    for (const [attempt, wait] of [250, 500, 1_000, 2_000, 5_000, 5_000].entries()) {
      await settle();
      socket(attempt).fire('close', { code: 1006 });
      elapse(wait);
    }
  });

  it('stops and says what to do when the host does not know the session', async () => {
    const { transport, sockets, socket, settle } = bench();
    await settle();
    socket(0).fire('close', { code: 4401 });
    expect(await transport.call('engine.status', {})).toMatchObject({ fault: { code: 'forbidden' } });
    expect(sockets).toHaveLength(1);
    const without = bench(null);
    await without.settle();
    expect(await without.transport.call('engine.status', {})).toMatchObject({ fault: { code: 'forbidden' } });
  });

  it('closes a socket on which the host has been silent for three pings', async () => {
    const { transport, socket, elapse, settle } = bench();
    const states: boolean[] = [];
    transport.onConnection((connected) => states.push(connected));
    await settle();
    socket(0).say({ ready: true });
    elapse(20_000);
    expect(socket(0).sent).toEqual([{ ping: true }]);
    elapse(60_000);
    expect(states).toEqual([true, false]);
  });

  it('refuses what is longer than a frame instead of losing the connection', async () => {
    const { transport, socket, settle } = bench();
    await settle();
    socket(0).say({ ready: true });
    const reply = await transport.call('configuration.import', { text: 'x'.repeat(1_100_000) });
    expect(reply).toMatchObject({ ok: false, fault: { code: 'bad-request' } });
    expect(socket(0).sent).toEqual([]);
  });
});
