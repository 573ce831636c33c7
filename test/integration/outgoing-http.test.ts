import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AllowedHost } from '#core/actions/allow-list.ts';
import { SECOND } from '#core/model/time.ts';
import type { Resolve } from '#main/adapters/outgoing/resolve.ts';
import { bareServer } from '#test/kit/bare-server.ts';
import { aRequest, nameServer, senderBench } from '#test/kit/outgoing.ts';
import {
  RECEIVER_TLS,
  type Receiver,
  type ReceiverOptions,
  SELF_SIGNED,
  testReceiver,
} from '#test/kit/receiver.ts';

const listed = (port: number, host = 'hooks.example'): readonly AllowedHost[] => [
  { host, port, inside: true },
];
const urlOf = ({ port }: { readonly port: number }, path = '/') => `https://hooks.example:${port}${path}`;
const sendTo = (receiver: { readonly port: number }, bench = senderBench()) =>
  bench.send(aRequest(urlOf(receiver)), listed(receiver.port));
const receiver = (answer?: ReceiverOptions['answer']): Promise<Receiver> =>
  testReceiver({ tls: RECEIVER_TLS, ...(answer === undefined ? {} : { answer }) });
/** Ends the connection below HTTP. */
const cut = (response: ServerResponse) => void response.socket?.destroy();

describe('a request', () => {
  it('arrives as it was given, with the host of its name, over a connection of its own', async () => {
    await using hooks = await receiver((response) => response.writeHead(200).end('taken as 7'));
    const { send, clock } = senderBench();
    const url = urlOf(hooks, '/a%20b?key=ä#never');
    const headers = { 'Idempotency-Key': 'k-1', authorization: 'Bearer secret' };
    const request = aRequest(url, { method: 'PUT', headers, body: 'Wächter überfällig' });
    for (const _ of [1, 2])
      expect(await send(request, listed(hooks.port))).toEqual({
        ...{ kind: 'ANSWERED', status: 200, body: 'taken as 7', retry_after_ms: null },
      });
    expect(hooks.received[0]).toMatchObject({
      method: 'PUT',
      path: '/a%20b?key=%C3%A4',
      headers: {
        host: `hooks.example:${hooks.port}`,
        'idempotency-key': 'k-1',
        authorization: 'Bearer secret',
        'content-length': '21',
        connection: 'close',
      },
      body: 'Wächter überfällig',
      server_name: 'hooks.example',
    });
    expect(hooks.reached()).toBe(2);
    expect(clock.pending()).toBe(0);
  });

  it('goes to the next address of its name where nobody is at the first one', async () => {
    await using hooks = await receiver();
    const { send } = senderBench(nameServer(['::1', '127.0.0.1']).resolve);
    expect(await send(aRequest(urlOf(hooks)), listed(hooks.port))).toMatchObject({ kind: 'ANSWERED' });
  });

  it.each([
    ['Host', 'evil.example'],
    ['host', 'evil.example'],
    ['Transfer-Encoding', 'chunked'],
    ['content-length', '0'],
    ['Connection', 'upgrade'],
    ['Expect', '100-continue'],
    ['Proxy-Authorization', 'x'],
    ['x\r\nhost', 'evil.example'],
    ['x', 'a\r\nhost: evil.example'],
    ['x', 'a\nb'],
    ['x', 'a\u0000'],
    ['', 'a'],
  ])('is refused with the header %j: %j', async (name, value) => {
    await using hooks = await receiver();
    const { send } = senderBench();
    const result = await send(aRequest(urlOf(hooks), { headers: { [name]: value } }), listed(hooks.port));
    expect(result).toMatchObject({ kind: 'REFUSED', reason: expect.stringContaining('header') });
    expect(hooks.reached()).toBe(0);
  });

  it('never tells the value of a header that it refuses', async () => {
    const headers = { authorization: 'secret\n' };
    const result = await senderBench().send(aRequest('https://hooks.example:1/', { headers }), listed(1));
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});

describe('an answer', () => {
  const answering = async (status: number, headers: Record<string, string>, body = '') => {
    await using hooks = await receiver((response) => response.writeHead(status, headers).end(body));
    return await sendTo(hooks);
  };
  it.each([
    [429, { 'retry-after': '30' }, 30 * SECOND],
    [503, { 'retry-after': 'Mon, 05 Jan 2026 00:02:00 GMT' }, 120 * SECOND],
    [429, { 'retry-after': 'Sun, 04 Jan 2026 00:00:00 GMT' }, 0],
    [429, { 'retry-after': 'later' }, null],
    [500, {}, null],
    [204, {}, null],
    [404, {}, null],
  ])('of %d with %j asks for a rest of %s ms', async (status, headers, retry_after_ms) => {
    expect(await answering(status, headers)).toEqual({ kind: 'ANSWERED', status, body: '', retry_after_ms });
  });

  it('of 64 MB is read to 64 KB, and the rest is not taken', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'ä');
    let [written, ended] = [0, false];
    await using hooks = await receiver((response) => {
      response.writeHead(200);
      response.on('close', () => {
        ended = true;
      });
      const pour = () => {
        while (!ended && written < 64) {
          written++;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
      };
      pour();
    });
    const result = await sendTo(hooks);
    expect(result).toMatchObject({ kind: 'ANSWERED', status: 200, body: 'ä'.repeat(32 * 1024) });
    expect(written).toBeLessThan(64);
  });

  it('that is cut in the middle of a letter ends before it', async () => {
    const body = `a${'ä'.repeat(40_000)}`;
    expect(await answering(200, {}, body)).toMatchObject({ body: `a${'ä'.repeat(32 * 1024 - 1)}` });
  });

  it('counts though the receiver dies after half of it: its status was told', async () => {
    await using hooks = await receiver((response) => {
      response.writeHead(202, { 'content-length': '100' });
      response.write('half', () => cut(response));
    });
    expect(await sendTo(hooks)).toMatchObject({ kind: 'ANSWERED', status: 202, body: 'half' });
  });

  it('counts though its words do not end: they are read for 10 s', async () => {
    await using hooks = await receiver((response) => response.writeHead(202).write('and so on'));
    const bench = senderBench();
    const headCame = new Promise<void>((done) => {
      // It asks for the time only to read the head of an answer.
      vi.spyOn(bench.clock, 'now').mockImplementation(() => {
        done();
        return 0;
      });
    });
    const sent = sendTo(hooks, bench);
    await headCame;
    bench.clock.advance(10 * SECOND);
    expect(await sent).toMatchObject({ kind: 'ANSWERED', status: 202 });
    expect(bench.clock.pending()).toBe(0);
  });

  it('may say before that it will come', async () => {
    await using hooks = await receiver((response) => {
      for (const _ of [1, 2, 3]) response.writeContinue();
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.writeHead(200).end();
    });
    expect(await sendTo(hooks)).toMatchObject({ kind: 'ANSWERED', status: 200 });
  });
});

describe('it may have arrived where the receiver', () => {
  const unknown = (words: string) => ({ kind: 'UNKNOWN', reason: expect.stringContaining(words) });

  it('takes it and says nothing for 10 s', async () => {
    await using hooks = await receiver(() => {});
    const bench = senderBench();
    const sent = sendTo(hooks, bench);
    await hooks.got(1);
    bench.clock.advance(10 * SECOND - 1);
    expect(bench.clock.pending()).toBe(1);
    bench.clock.advance(1);
    expect(await sent).toEqual(unknown('did not answer in 10 s'));
  });

  it('dies before it answers', async () => {
    await using hooks = await receiver(cut);
    expect(await sendTo(hooks)).toEqual(unknown('cut'));
  });

  it.each([
    ['dies in the head of its answer', 'HTTP/1.1 200 OK\r\nx: '],
    ['answers something that is no HTTP', '220 mail.example ESMTP\r\n'],
    [
      'answers with a head that is too long',
      `HTTP/1.1 200 OK\r\n${`x: ${'a'.repeat(1_000)}\r\n`.repeat(17)}\r\n`,
    ],
    [
      'switches to a protocol that nobody asked for',
      'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    ],
    [
      'says its length in two ways',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    ],
  ])('%s', async (_, head) => {
    await using hooks = await receiver((response) => {
      response.socket?.end(head);
    });
    expect(await sendTo(hooks)).toMatchObject({ kind: 'UNKNOWN' });
  });
});

describe('it has certainly not arrived where', () => {
  const unreached = (words: string) => ({ kind: 'UNREACHED', reason: expect.stringContaining(words) });
  afterEach(() => void vi.unstubAllEnvs());

  it('nobody listens', async () => {
    const hooks = await receiver();
    await hooks[Symbol.asyncDispose]();
    expect(await sendTo(hooks)).toEqual(unreached('Nobody answers'));
  });

  it.each([
    ['there is no such name', 'ENOTFOUND', 'no machine of this name'],
    ['the name server does not answer', 'EAI_AGAIN', 'cannot be looked up now'],
  ])('%s', async (_, code, words) => {
    const resolve: Resolve = () => Promise.reject(Object.assign(new Error(code), { code }));
    const { send, clock } = senderBench(resolve);
    expect(await send(aRequest('https://hooks.example:1/'), listed(1))).toEqual(unreached(words));
    expect(clock.pending()).toBe(0);
  });

  it('a name leads nowhere', async () => {
    const { send } = senderBench(async () => []);
    expect(await send(aRequest('https://hooks.example:1/'), listed(1))).toEqual(unreached('leads nowhere'));
  });

  it('the name server takes more than 10 s', async () => {
    const { send, clock } = senderBench(() => new Promise(() => {}));
    const sent = send(aRequest('https://hooks.example:1/'), listed(1));
    clock.advance(10 * SECOND);
    expect(await sent).toEqual(unreached('did not answer in 10 s'));
  });

  it('the machine takes the connection and never shows a certificate', async () => {
    await using silent = await bareServer(() => {});
    const bench = senderBench();
    const sent = sendTo(silent, bench);
    await silent.connected;
    bench.clock.advance(10 * SECOND);
    expect(await sent).toEqual(unreached('did not answer in 10 s'));
  });

  it.each([
    ['hangs up at once', (socket: Socket) => void socket.destroy()],
    ['speaks no TLS', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n')],
  ])('the machine %s', async (_, take) => {
    await using odd = await bareServer(take);
    expect(await sendTo(odd)).toMatchObject({ kind: 'UNREACHED' });
  });

  it.each([
    ['is for another name', RECEIVER_TLS, 'other.example', 'another name'],
    ['is for a name, and the address is a number', RECEIVER_TLS, '127.0.0.1', 'another name'],
    ['vouches for itself', SELF_SIGNED, 'localhost', 'Nobody whom this machine trusts'],
  ])('the certificate %s, whatever the environment says', async (_, tls, host, words) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    await using hooks = await testReceiver({ tls });
    const url = `https://${host}:${hooks.port}/`;
    const result = await senderBench().send(aRequest(url), listed(hooks.port, host));
    expect(result).toEqual(unreached(words));
    expect(hooks.received).toEqual([]);
  });
});
