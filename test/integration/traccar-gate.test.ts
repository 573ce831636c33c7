import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { openTraccar } from '#main/adapters/traccar/server.ts';
import type { Timers } from '#main/ports/time.ts';
import type { MarkEntry, Parcel, TraccarSource } from '#main/services/receiving/link.ts';
import { openTraccarGate, type TraccarGate } from '#main/services/receiving/traccar-gate.ts';
import { until } from '#test/kit/intake-bench.ts';
import { SIGN_IN, type TestTraccar, testTraccar } from '#test/kit/traccar-server.ts';

const now = Math.floor(Date.now() / SECOND) * SECOND;
const PACE = 250;

let traccar: TestTraccar;
let gate: TraccarGate | null = null;
beforeEach(async () => {
  traccar = await testTraccar();
  traccar.devices.push({ unique: 'D-S-1', heard: now });
});
afterEach(async () => {
  await gate?.close();
  gate = null;
  await traccar[Symbol.asyncDispose]();
});

/** Real sockets; every wait is noted and over at once, but the one after a round in which all was answered. */
function open(settings: Partial<TraccarSource> = {}) {
  const waits: number[] = [];
  const parcels: Parcel[] = [];
  const marks = new Map<string, MarkEntry>();
  const next: (() => void)[] = [];
  const after: Timers['after'] = (ms, run) => {
    if (ms <= PACE) setImmediate(run);
    else {
      waits.push(ms);
      next.push(run);
    }
    return () => {};
  };
  const base = { name: 'fleet', on: true, url: traccar.url, user: SIGN_IN.user, password: SIGN_IN.password };
  const source = { ...base, token: null, ca: null, tenant: null, devices: [] };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const opened = openTraccarGate({
    traccar: { ...source, every_minutes: 5, back_hours: 24, ...settings },
    open: openTraccar,
    desk: {
      async offer(parcel) {
        parcels.push(parcel);
        if (parcel.mark !== null) marks.set(parcel.mark.list, parcel.mark.entry);
        return { taken: true, outcomes: parcel.sent.map(() => 'accepted' as const) };
      },
      marksOf: async (list) => [...(marks.has(list) ? [marks.get(list) as MarkEntry] : [])],
    },
    clock: systemClock,
    timers: { after },
    log,
    chance: () => 1,
  });
  gate = opened;
  const taken = () => parcels.flatMap(({ sent }) => sent.map(({ event }) => event.ts));
  /** Until the round is over that is under way; then goes on with the next one. */
  const ended = () => until(() => next.length > 0);
  return { gate: opened, waits, taken, parcels, marks, ended, goOn: () => next.shift()?.() };
}

it('asks for a day at first, and then only for devices that the server heard of since', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - 2 * HOUR });
  traccar.events.push({ unique: 'D-S-1', at: now - HOUR, type: 'deviceOffline' });
  const { taken, waits, ended, goOn, gate: opened } = open();
  await ended();
  expect(taken().toSorted()).toEqual([now - 2 * HOUR, now - HOUR]);
  expect(waits).toEqual([5 * MINUTE]);
  expect(opened.state()).toMatchObject({ state: 'CONNECTED', reason: null, devices: 1, failures: 0 });
  const before = traccar.asked.length;
  goOn();
  await ended();
  expect(traccar.asked.slice(before)).toEqual(['/api/devices']);
});

it('goes on from the newest fix, a little before it, so that what a device still keeps is asked for', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - 2 * HOUR });
  const { ended, goOn, marks } = open();
  await ended();
  expect([...marks.values()]).toEqual([{ id: 'D-S-1', at: now - 2 * HOUR }]);
  const before = traccar.asked.length;
  for (const device of traccar.devices) device.heard += MINUTE;
  goOn();
  await ended();
  const from = new URL(traccar.asked[before + 1] ?? '', traccar.url).searchParams.get('from');
  expect(Date.parse(from ?? '')).toBe(now - 2 * HOUR - 15 * MINUTE);
});

it.each([
  ['401', { status: 401 }, 'does not know this user'],
  ['500', { status: 500 }, 'answered 500'],
  ['503', { status: 503 }, 'not available now'],
  ['a cut body', 'cuts', 'cut before the answer was whole'],
  ['something that is no JSON', 'no JSON', 'no list'],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'another address'],
] as const)('says why after %s, waits, and takes everything at the next try', async (_, trouble, reason) => {
  traccar.positions.push({ unique: 'D-S-1', at: now - HOUR });
  traccar.trouble(trouble);
  const { taken, waits, ended, goOn, gate: opened } = open();
  await ended();
  expect(opened.state()).toMatchObject({ state: 'WAITING', failures: 1 });
  expect(opened.state().reason).toContain(reason);
  expect(waits).toEqual([2 * SECOND]);
  goOn();
  await ended();
  expect(taken()).toEqual([now - HOUR]);
  expect(opened.state()).toMatchObject({ state: 'CONNECTED', reason: null, failures: 1 });
});

it('takes nothing of a span whose events were cut, and all of it at the next try', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - HOUR });
  traccar.trouble('cuts', '/api/reports/events');
  const { taken, marks, ended, goOn } = open();
  await ended();
  expect([taken(), [...marks]]).toEqual([[], []]);
  goOn();
  await ended();
  expect(taken()).toEqual([now - HOUR]);
});

it('leaves a server alone for as long as it asks to be, and waits twice as long after each failure', async () => {
  traccar.trouble({ status: 429, headers: { 'retry-after': '120' } });
  traccar.trouble({ status: 500 });
  const inTenMinutes = new Date(Math.floor(Date.now() / SECOND) * SECOND + 10 * MINUTE).toUTCString();
  const { waits, ended, goOn } = open();
  await ended();
  goOn();
  await ended();
  traccar.trouble({ status: 503, headers: { 'retry-after': inTenMinutes } });
  goOn();
  await ended();
  expect(waits.slice(0, 2)).toEqual([120 * SECOND, 4 * SECOND]);
  expect(waits[2]).toBeGreaterThan(9 * MINUTE);
  expect(waits[2]).toBeLessThanOrEqual(10 * MINUTE + SECOND);
});

it('asks for less after an answer that has no end, without keeping it', async () => {
  traccar.positions.push({ unique: 'D-S-1', at: now - HOUR });
  traccar.trouble('no end', '/api/positions');
  const { taken, ended } = open();
  await ended();
  expect(taken()).toEqual([now - HOUR]);
  const spans = traccar.asked.slice(1).map((path) => {
    const { searchParams } = new URL(path, traccar.url);
    return Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '');
  });
  expect(spans[1]).toBe((spans[0] ?? 0) / 2);
});

it('does not let devices that are gone or may not be seen keep the others', async () => {
  traccar.devices.push({ unique: 'gone', heard: now }, { unique: 'D-S-3', heard: now });
  traccar.positions.push({ unique: 'D-S-3', at: now - HOUR });
  traccar.trouble({ status: 403 }, '/api/positions');
  traccar.trouble({ status: 404 }, '/api/positions');
  const { taken, ended, gate: opened } = open();
  await ended();
  expect(taken()).toEqual([now - HOUR]);
  expect(opened.state()).toMatchObject({ state: 'CONNECTED', failures: 2 });
  expect(opened.state().reason).toContain('2 of 3 devices cannot be asked for');
});

it('asks by the clock of the server, and tells when that differs from ours', async () => {
  await traccar[Symbol.asyncDispose]();
  traccar = await testTraccar({ ahead: 10 * MINUTE });
  traccar.devices.push({ unique: 'D-S-1', heard: now });
  traccar.positions.push({ unique: 'D-S-1', at: now + 9 * MINUTE });
  const { taken, ended, gate: opened } = open();
  await ended();
  expect(taken()).toEqual([now + 9 * MINUTE]);
  expect(opened.state().reason).toBe('Its clock is 10 min ahead of ours.');
});

it('asks for the chosen devices alone, with a token as with a password', async () => {
  traccar.devices.push({ unique: 'other', heard: now });
  traccar.positions.push({ unique: 'other', at: now - HOUR }, { unique: 'D-S-1', at: now - MINUTE });
  const { taken, ended } = open({
    devices: ['D-S-1'],
    user: null,
    password: null,
    token: SIGN_IN.token,
  });
  await ended();
  expect(taken()).toEqual([now - MINUTE]);
});

it('ends a question that hangs when it is closed', async () => {
  traccar.trouble('hangs');
  const { gate: opened } = open();
  await until(() => traccar.asked.length > 0);
  await opened.close();
  expect(opened.state().devices).toBe(0);
});

it.each([
  ['http://169.254.169.254', 'no address of a server'],
  ['http://[::ffff:169.254.169.254]', 'no address of a server'],
  ['http://0xa9fea9fe/', 'no address of a server'],
  ['http://0.0.0.0:1', 'no address of a server'],
  ['http://93.184.216.34', 'takes https'],
])('sends nothing to %s', async (url, reason) => {
  const { ended, gate: opened } = open({ url });
  await ended();
  expect(opened.state()).toMatchObject({ state: 'WAITING' });
  expect(opened.state().reason).toContain(reason);
});
