import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import { HOT } from '#main/adapters/sqlite/events/hot.ts';
import { flood } from '#test/kit/flood.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';

let bench: IntakeBench;
afterEach(() => bench[Symbol.asyncDispose]());

const began = Date.now() - 3_600 * SECOND;
const fix = (index: number) => ({
  type: 'location',
  site: 'S-1',
  ts: toIso(began + index),
  lat: 52.5,
  lon: 13.4,
});
const stored = () =>
  bench.rows<{ n: number }>(
    `SELECT (SELECT count(*) FROM ${HOT} WHERE stream = 2) + (SELECT count(*) FROM event_run WHERE stream = 2) AS n`,
  )[0]?.n;

it('answers for every event of a flood, and takes calls for help in the middle of it', async () => {
  bench = await intakeBench();
  const address = await bench.openHttp();
  const [key, quiet] = [await bench.addKey('flood'), await bench.addKey('quiet')];
  const options = { address, batch: 500, insists: false } as const;
  const flooding = flood({ ...options, key, events: 40_000, connections: 16, event: fix });
  const help = (index: number) => ({
    type: 'check_in',
    site: 'S-3',
    ts: toIso(Date.now()),
    person: `G-${index}`,
    status: 'DURESS',
  });
  const calling = flood({ ...options, key: quiet, events: 20, batch: 1, connections: 1, event: help });
  const [result, calls] = await Promise.all([flooding, calling]);
  expect(calls).toMatchObject({ accepted: 20, refused: 0, unanswered: 0 });
  expect(bench.rows("SELECT 1 FROM finding WHERE finding_type = 'DURESS'")).toHaveLength(20);
  const { sent, accepted, duplicates, quarantined, refused, unanswered } = result;
  expect(accepted + duplicates + quarantined + refused + unanswered).toBe(sent);
  expect([sent, duplicates, quarantined, unanswered]).toEqual([40_000, 0, 0, 0]);
  expect(stored()).toBe(accepted);
});

it('goes on answering while 500 others keep it waiting, and sends those away', async () => {
  bench = await intakeBench();
  const address = await bench.openHttp();
  const key = await bench.addKey();
  const sockets: Socket[] = [];
  let closed = 0;
  for (let index = 0; index < 500; index++) {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.on('close', () => {
      closed += 1;
    });
    socket.on('error', () => {});
    socket.resume();
    socket.write('POST /ingest/v1/events HTTP/1.1\r\nHost: x\r\n');
    sockets.push(socket);
  }
  await until(() => sockets.every(({ connecting }) => !connecting));
  const options = { address, key, batch: 10, connections: 2, insists: false, event: fix } as const;
  expect(await flood({ ...options, events: 100 })).toMatchObject({ accepted: 100, statuses: { 200: 10 } });
  await until(() => closed === 500);
});
