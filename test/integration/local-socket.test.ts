import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { socketAddress } from '#main/hosts/local-socket/address.ts';
import { connectLocal } from '#main/hosts/local-socket/client.ts';
import { createLocalSocket, type LocalSocket } from '#main/hosts/local-socket/server.ts';
import type { Shell } from '#main/services/shell.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const calls: unknown[] = [];
const ADA = { name: 'ada', session: null };
/** A seat that keeps what is asked and answers with it. */
const seatThat = (answer: (raw: unknown) => Promise<unknown>): Shell['seat'] => {
  return (kind, host, key, local) => ({
    call: async (name, raw) => {
      calls.push({ kind, host, key, local, name, raw });
      return { ok: true, value: await answer(raw) };
    },
    subscribe: () => () => {},
    subscribeTo: () => () => {},
  });
};
const seat = seatThat(async (raw) => raw);
let folder = '';
let server: LocalSocket;

beforeEach(async () => {
  calls.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'vigil-socket-'));
  server = await createLocalSocket({ dataFolder: folder, seat, log: quiet });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the server sends to a client that shows `first` and then asks, until it closes. */
const stranger = (first: unknown) =>
  new Promise<string>((done) => {
    const socket = connect(socketAddress(folder));
    let heard = '';
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.on('close', () => done(heard));
    socket.on('error', () => {});
    socket.write(
      `${JSON.stringify(first)}\n${JSON.stringify({ id: 1, name: 'x', method: 'm', input: {} })}\n`,
    );
  });

it('passes calls on with the name of who asks, and answers each by its id', async () => {
  const client = await connectLocal(folder);
  const replies = await Promise.all(['a', 'b', 'c'].map((word) => client?.call(ADA, 'sites.list', { word })));
  expect(replies).toEqual(['a', 'b', 'c'].map((word) => ({ ok: true, value: { word } })));
  expect(calls[0]).toEqual({
    kind: 'cli',
    host: 'cli',
    key: '',
    local: 'ada',
    name: 'sites.list',
    raw: { word: 'a' },
  });
  client?.close();
});

it('shows the session of whoever has signed in', async () => {
  const client = await connectLocal(folder);
  await client?.call({ name: 'ada', session: 'a token' }, 'sites.list', {});
  expect(calls[0]).toMatchObject({ key: 'a token', local: 'ada' });
  client?.close();
});

it('carries a line of many megabytes in both directions, with every character', async () => {
  const client = await connectLocal(folder);
  const text = 'Wächter 守卫 \u2028'.repeat(300_000);
  expect(await client?.call(ADA, 'm', { text })).toEqual({ ok: true, value: { text } });
  client?.close();
});

it('closes without a word on whoever does not show the key', async () => {
  expect(await stranger({ key: '0'.repeat(32) })).toBe('');
  expect(await stranger({ id: 1 })).toBe('');
  expect(calls).toEqual([]);
});

it.skipIf(process.platform === 'win32')('belongs to its user alone', () => {
  expect(statSync(socketAddress(folder)).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'socket.key')).mode & 0o077).toBe(0);
});

it('finds nobody where no engine runs, and takes over a socket that a dead engine left', async () => {
  await server.close();
  expect(await connectLocal(folder)).toBeNull();
  if (process.platform !== 'win32') writeFileSync(socketAddress(folder), '');
  server = await createLocalSocket({ dataFolder: folder, seat, log: quiet });
  const client = await connectLocal(folder);
  expect(client).not.toBeNull();
  client?.close();
});

it('rejects what is still waiting when the engine goes away', async () => {
  await server.close();
  server = await createLocalSocket({
    dataFolder: folder,
    seat: seatThat(() => new Promise(() => {})),
    log: quiet,
  });
  const client = await connectLocal(folder);
  const lost = client?.call(ADA, 'm', {});
  setImmediate(() => void server.close());
  await expect(lost).rejects.toThrow('closed');
});
