import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AllowedHost } from '#core/actions/allow-list.ts';
import { aRequest, nameServer, senderBench } from '#test/kit/outgoing.ts';
import { RECEIVER_TLS, type Receiver, testReceiver } from '#test/kit/receiver.ts';

/* Nothing that somebody writes into an address, and nothing that a name server or a receiver answers, makes Vigil ask a machine that is not on
   the list. What must not be reached is the canary: it counts every connection. */

let canary: Receiver;
beforeAll(async () => {
  canary = await testReceiver();
});
afterAll(() => canary[Symbol.asyncDispose]());

const listed = (host: string, inside: boolean): AllowedHost => ({ host, port: canary.port, inside });

/** Spellings of this machine, with `PORT` for the canary's. They are the canary's own address: listed, they reach it. */
const THIS_MACHINE = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7F.0.0.1',
  '0x7f.1',
  '0x7f.0x0.0x0.0x1',
  '0177.0.0.1',
  '0177.0.0.01',
  '017700000001',
  '0x7f.0.01',
  '00000177.1',
  '%31%32%37.0.0.1',
  '１２７.０.０.１',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
] as const;

/** Other hosts that lead to this machine, inside, or to the keys of a cloud. */
const INSIDE = [
  'localhost',
  'LOCALHOST.',
  'hooks.localhost',
  '0',
  '0.0.0.0',
  '0x0',
  '127.255.255.254',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:FFFF:7F00:0001]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fe80::1%25lo]',
  '[fd00:ec2::254]',
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '[::ffff:169.254.169.254]',
  '10.0.0.1',
  '192.168.0.1',
] as const;

/** Addresses that seem to be `hooks.example`, and are not, or hide what comes after. */
const TRICKS = [
  'https://hooks.example@127.0.0.1:PORT/',
  'https://hooks.example:443@127.0.0.1:PORT/',
  'https://hooks.example:PORT@127.0.0.1:PORT/',
  'https://hooks.example%40127.0.0.1:PORT/',
  'https://hooks.example%00.127.0.0.1:PORT/',
  'https://127.0.0.1:PORT#@hooks.example:PORT/',
  'https://127.0.0.1:PORT?@hooks.example:PORT/',
  'https://127.0.0.1:PORT/@hooks.example:PORT/',
  'https://127.0.0.1:PORT\\@hooks.example:PORT/',
  'https://hooks.example:PORT\\@127.0.0.1:PORT/',
  'https:\\\\127.0.0.1:PORT\\',
  'https:127.0.0.1:PORT/',
  'https:/127.0.0.1:PORT/',
  'https:///127.0.0.1:PORT/',
  '//127.0.0.1:PORT/',
  ' https://hooks.example:PORT/',
  'https://hooks.ex\nample:PORT/',
  'https://hooks.example:PORT/\r\nHost: 127.0.0.1',
  'https://hooks.example:PORT/ HTTP/1.1',
  'https://hooks.example:PORT/\t',
  'https://hooks.example:PORT/\u0000',
  'https://user:secret@hooks.example:PORT/',
  'https://hooks.example.evil.example:PORT/',
  'https://evil-hooks.example:PORT/',
  'https://hооks.example:PORT/', // Cyrillic о
  'https://hooks.example..:PORT/',
  'https://.hooks.example:PORT/',
  'https://hooks.example:0/',
  'https://hooks.example:PORT1/',
  'https://hooks.example:-PORT/',
  'http://hooks.example:PORT/',
  'ws://hooks.example:PORT/',
  'ftp://hooks.example:PORT/',
  'gopher://127.0.0.1:PORT/_POST',
  'file://127.0.0.1/etc/passwd',
  'data:text/plain,https://hooks.example:PORT/',
  'blob:https://hooks.example:PORT/x',
  'javascript:fetch("http://127.0.0.1:PORT/")',
] as const;

const urlOf = (written: string) => written.replaceAll('PORT', String(canary.port));
const expectNothing = async (url: string, allowed: readonly AllowedHost[], bench = senderBench()) => {
  const before = canary.reached();
  // Refused, not unreached: nothing was tried.
  expect(await bench.send(aRequest(url), allowed)).toMatchObject({ kind: 'REFUSED' });
  expect(canary.reached()).toBe(before);
  expect(bench.clock.pending()).toBe(0);
};

describe('what is written into an address', () => {
  const schemes = ['https', 'http'] as const;
  it.each(TRICKS)('reaches nobody: %j', async (written) => {
    await expectNothing(urlOf(written), [listed('hooks.example', false)]);
  });

  it.each([...THIS_MACHINE, ...INSIDE])('reaches nobody who is not listed: %s', async (host) => {
    for (const scheme of schemes)
      await expectNothing(`${scheme}://${host}:${canary.port}/`, [
        listed('hooks.example', true),
        { host: '127.0.0.1', port: canary.port + 1, inside: true },
        { host: '127.0.0.1', port: null, inside: true },
      ]);
  });

  it.each(THIS_MACHINE)('reaches nobody inside who is only listed: %s', async (host) => {
    for (const scheme of schemes)
      await expectNothing(`${scheme}://${host}:${canary.port}/`, [
        listed('127.0.0.1', false),
        listed(host, false),
      ]);
  });

  it.each(THIS_MACHINE)('reaches whom the list says stands inside: %s', async (host) => {
    const before = canary.reached();
    const result = await senderBench().send(aRequest(`http://${host}:${canary.port}/`), [
      listed('127.0.0.1', true),
    ]);
    expect(result).toMatchObject({ kind: 'ANSWERED', status: 204 });
    expect(canary.reached()).toBe(before + 1);
  });
});

describe('what a name server answers', () => {
  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:7f00:1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::1'],
    ['0.0.0.0'],
    ['::'],
    ['10.1.2.3'],
    ['172.16.0.1'],
    ['192.168.1.1'],
    ['100.64.0.1'],
    ['fc00::1'],
    ['169.254.169.254'],
    ['fd00:ec2::254'],
    ['fe80::1'],
    ['fe80::1%lo'],
    ['224.0.0.1'],
    ['255.255.255.255'],
    ['127.1'],
    ['hooks.example'],
    ['8.8.8.8', '127.0.0.1'],
    ['127.0.0.1', '8.8.8.8'],
    ['2606:4700:4700::1111', '8.8.8.8', '::1'],
  ])('leads no listed name inside: %s %s %s', async (...addresses) => {
    const { resolve } = nameServer(addresses.filter((each) => each !== undefined));
    await expectNothing(
      urlOf('https://hooks.example:PORT/'),
      [listed('hooks.example', false)],
      senderBench(resolve),
    );
  });

  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fd00:ec2::254',
    'fe80::1',
    '0.0.0.0',
    '::',
    '224.0.0.1',
  ])('never leads where nothing is sent, though the list says inside: %s', async (address) => {
    const { resolve } = nameServer([address]);
    await expectNothing(urlOf('https://sms.lan:PORT/'), [listed('sms.lan', true)], senderBench(resolve));
  });

  it('leads nothing to the internet that is not encrypted', async () => {
    const { resolve } = nameServer(['8.8.8.8']);
    await expectNothing(urlOf('http://sms.lan:PORT/'), [listed('sms.lan', true)], senderBench(resolve));
  });

  it('is asked once, and no other answer counts', async () => {
    await using receiver = await testReceiver({ address: '127.0.0.2', port: canary.port });
    const { resolve, asked } = nameServer(['127.0.0.2'], ['127.0.0.1']);
    const before = canary.reached();
    const { send } = senderBench(resolve);
    const url = urlOf('http://sms.lan:PORT/');
    expect(await send(aRequest(url), [listed('sms.lan', true)])).toMatchObject({
      kind: 'ANSWERED',
      status: 204,
    });
    expect([receiver.reached(), canary.reached() - before, asked]).toEqual([1, 0, ['sms.lan']]);
  });

  it('reaches the canary where the list says that the name stands inside', async () => {
    const before = canary.reached();
    const result = await senderBench().send(aRequest(urlOf('http://SMS.lan.:PORT/')), [
      listed('sms.lan', true),
    ]);
    expect(result).toMatchObject({ kind: 'ANSWERED', status: 204 });
    expect(canary.reached()).toBe(before + 1);
  });
});

describe('what a receiver answers', () => {
  it.each([301, 302, 303, 307, 308])('with %d leads nowhere, not even to somebody listed', async (status) => {
    const location = urlOf('http://127.0.0.1:PORT/');
    await using receiver = await testReceiver({
      tls: RECEIVER_TLS,
      answer: (response) => response.writeHead(status, { location, refresh: `0; url=${location}` }).end(),
    });
    const before = canary.reached();
    const allowed = [{ host: 'hooks.example', port: receiver.port, inside: true }, listed('127.0.0.1', true)];
    const result = await senderBench().send(aRequest(`https://hooks.example:${receiver.port}/`), allowed);
    expect(result).toMatchObject({ kind: 'ANSWERED', status });
    expect([receiver.received.length, canary.reached() - before]).toEqual([1, 0]);
  });
});

it('no proxy of the environment gets to see a request', async () => {
  await using proxy = await testReceiver();
  const before = canary.reached();
  const at = `http://127.0.0.1:${proxy.port}`;
  const child = spawn(
    process.execPath,
    ['--use-env-proxy', join(import.meta.dirname, '../kit/send-once.ts'), urlOf('http://sms.lan:PORT/')],
    {
      env: {
        ...process.env,
        HTTP_PROXY: at,
        HTTPS_PROXY: at,
        http_proxy: at,
        https_proxy: at,
        NO_PROXY: '',
        no_proxy: '',
      },
    },
  );
  let printed = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  await once(child, 'close');
  expect(JSON.parse(printed)).toMatchObject({ kind: 'ANSWERED', status: 204 });
  expect([proxy.reached(), canary.reached() - before]).toEqual([0, 1]);
});
