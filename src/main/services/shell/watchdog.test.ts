import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { watchdogMethods } from '#contract/watchdog.ts';
import { httpPing } from '#main/adapters/system/ping.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { startWatchdog, type WatchdogParts } from './watchdog.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A watchdog service on loopback that answers with `status`, and what it heard. */
async function service(status = 200, date: () => string = () => '') {
  const heard: { readonly sites_audited: number; readonly last_tick_at: number }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard.push(JSON.parse(body));
    response.writeHead(status, { date: date(), location: 'http://127.0.0.1:1/' }).end('x'.repeat(100_000));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => server.close());
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alive` };
}

function bench(url: string | null) {
  const clock = createFakeClock('2026-01-05T00:00:00Z');
  const engine = { state: 'RUNNING', demo: false, ticks: true };
  const logged: unknown[] = [];
  const tell = (message: string, fields?: object) => void logged.push({ message, ...fields });
  const status = () => ({
    version: '1',
    demo: engine.demo,
    state: engine.state,
    last_tick_at: engine.ticks ? clock.now() - 5_000 : 0,
    sites: 3,
    sites_audited: 3,
  });
  const ask = async (method: string) => ({ ok: true, value: method === 'watchdog.get' ? { url } : status() });
  const watchdog = startWatchdog({
    clock,
    timers: clock,
    log: { info: tell, warn: tell, error: tell },
    ping: httpPing,
    ask: ask as WatchdogParts['ask'], // safe: answers what the watchdog reads of these two
  });
  closers.push(watchdog.stop);
  const minute = async () => {
    const before = watchdog.state();
    clock.advance(60_000);
    await expect.poll(() => watchdog.state() !== before).toBe(true);
  };
  return { watchdog, engine, clock, logged, minute };
}

it('tells the watchdog each minute when the engine ticked last', async () => {
  const { heard, url } = await service();
  const { minute, clock, watchdog } = bench(url);
  const start = clock.now();
  clock.advance(10_000);
  await expect.poll(() => heard.length).toBe(1);
  await minute();
  await minute();
  expect(heard.map(({ last_tick_at }) => last_tick_at - start)).toEqual([5_000, 55_000, 115_000]);
  expect(heard[2]).toMatchObject({ sites_audited: 3 });
  expect(watchdog.state()).toEqual({
    state: 'TOLD',
    told_at: clock.now(),
    reason: null,
    clock_ahead_ms: null,
  });
});

it.each([
  ['has stopped', { state: 'STOPPED' }],
  ['does not tick', { ticks: false }],
  ['is a demonstration', { demo: true }],
])('is silent while the engine %s, and says so', async (_, trouble) => {
  const { heard, url } = await service();
  const { minute, engine, watchdog } = bench(url);
  Object.assign(engine, trouble);
  await minute();
  expect(heard).toEqual([]);
  expect(watchdog.state()).toMatchObject({ state: 'WITHHELD', told_at: null });
});

it.each([301, 500])('takes an answer of %i for a failure, and follows it nowhere', async (code) => {
  const { url } = await service(code);
  const { minute, watchdog, logged } = bench(url);
  await minute();
  await expect.poll(() => watchdog.state().state).toBe('FAILED');
  expect(watchdog.state().reason).toBe(`it answered ${code}`);
  expect(JSON.stringify(logged)).not.toContain(url);
});

it.each([
  [-30_000, 29_000],
  [-900, 0],
  [0, 0],
  [12_000, -12_000],
])('tells how far this clock is from one that is %i ms ahead of it', async (theirs, ahead) => {
  const now: { clock: { now: () => number } | null } = { clock: null };
  const { url } = await service(200, () => new Date((now.clock?.now() ?? 0) + theirs).toUTCString());
  const { minute, clock, watchdog, logged } = bench(url);
  now.clock = clock;
  await minute();
  expect(watchdog.state()).toMatchObject({ state: 'TOLD', clock_ahead_ms: ahead });
  expect(JSON.stringify(logged).includes('differs')).toBe(Math.abs(ahead) > 2_000);
});

it('tells nobody where no address was given', async () => {
  const { minute, watchdog } = bench(null);
  await minute();
  expect(watchdog.state().state).toBe('OFF');
});

it('takes web addresses without a name or password in them, and nothing else', () => {
  const takes = (url: string) => watchdogMethods['watchdog.set'].input.safeParse({ url }).success;
  expect(['https://a.test/x?y=1', 'http://10.0.0.1:8080', 'https://a.test/@me'].map(takes)).toEqual([
    true,
    true,
    true,
  ]);
  const refused = [
    'ftp://a.test',
    'file:///etc/passwd',
    'https://me:pw@a.test/',
    'javascript:alert(1)',
    'a.test',
    '',
  ];
  expect(refused.map(takes)).toEqual(refused.map(() => false));
});
