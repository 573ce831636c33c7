import { expect, it } from 'vitest';
import { createFakeClock } from '#test/kit/clock.ts';
import type { Verdict } from '../telemetry/consignment.ts';
import type { Parcel } from './link.ts';
import { createReceiver } from './receiver.ts';

const KEYS = {
  radio: { name: 'radio', tenant: 'T-1', sha256: '' },
  other: { name: 'other', tenant: 'T-1', sha256: '' },
};
const line = (type: string, fields: object = {}) =>
  `${JSON.stringify({ type, site: 'S-1', ts: '2026-01-05T00:00:00Z', ...fields })}\n`;
const positions = (count: number) => line('location', { lat: 1, lon: 2 }).repeat(count);
const HELP = line('check_in', { status: 'DURESS', person: 'G-1' });

/** The real receiver; the engine takes everything unless told otherwise. */
function bench(verdictOf: (parcel: Parcel) => Verdict | null = () => null) {
  const clock = createFakeClock();
  const parcels: Parcel[] = [];
  const receive = createReceiver({
    clock,
    zones: () => new Map(),
    desk: {
      async offer(parcel) {
        parcels.push(parcel);
        return verdictOf(parcel) ?? { taken: true, outcomes: parcel.sent.map(() => 'accepted') };
      },
    },
  });
  const owntracks = { user: null, device: null };
  const send = (text: string, key: keyof typeof KEYS = 'radio') =>
    receive({ format: 'ndjson', text, owntracks }, KEYS[key]);
  return { clock, parcels, send };
}

it('sorts a delivery into parcels by lane, each small enough for one transaction', async () => {
  const { parcels, send } = bench();
  const text = `${positions(1_500)}${line('attendance', { status: 'IN', person: 'G-1' })}${HELP}nonsense\n`;
  expect(await send(text)).toMatchObject({
    status: 200,
    counts: { accepted: 1_502, quarantined: 1, refused: 0 },
  });
  expect(
    parcels.map(({ lane, urgent, sent, unreadable }) => [lane, urgent, sent.length, unreadable.length]),
  ).toEqual([
    ['duress', true, 1, 0],
    ['state', false, 1, 0],
    ['position', false, 1_000, 1],
    ['position', false, 500, 0],
  ]);
});

it('takes a burst, then tells a sender that goes on to come again, and nobody else', async () => {
  const { clock, send } = bench();
  for (let turn = 0; turn < 60; turn++) expect(await send(positions(1_000))).toMatchObject({ status: 200 });
  const refused = await send(positions(1_000));
  expect(refused).toMatchObject({ status: 429, retry_after_s: 1, counts: { accepted: 0, refused: 1_000 } });
  expect(await send(positions(1_000), 'other')).toMatchObject({ status: 200 });
  clock.advance(100);
  expect(await send(positions(1_000))).toMatchObject({ status: 200 });
});

it('takes a call for help and a check-in from a sender that is too fast', async () => {
  const { send } = bench();
  for (let turn = 0; turn < 60; turn++) await send(positions(1_000));
  const both = `${positions(1)}${HELP}${line('check_in', { status: 'OK', person: 'G-2' })}`;
  expect(await send(both)).toMatchObject({ status: 429, counts: { accepted: 2, refused: 1 } });
});

it('tells a full lane and a store that takes nothing apart, and what of a delivery was taken', async () => {
  const { send } = bench(({ lane }) => (lane === 'position' ? { taken: false, why: 'FULL' } : null));
  expect(await send(`${positions(3)}${HELP}`)).toMatchObject({
    status: 429,
    retry_after_s: 2,
    counts: { accepted: 1, refused: 3 },
  });
  const full = bench(() => ({ taken: false, why: 'STORE' }));
  expect(await full.send(HELP)).toMatchObject({ status: 503, retry_after_s: 30, counts: { refused: 1 } });
});

it('raises a call for help whose record cannot be read before anything else', async () => {
  const { parcels, send } = bench();
  await send(`${positions(1)}${line('check_in', { status: 'DURESS', ts: 'broken' })}`);
  expect(parcels.map(({ lane, unreadable }) => [lane, unreadable.length])).toEqual([
    ['duress', 1],
    ['position', 0],
  ]);
});
