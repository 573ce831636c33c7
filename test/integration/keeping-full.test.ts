import { expect, it } from 'vitest';
import { SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn, phone } from '#test/kit/events.ts';
import type { FakeRoom } from '#test/kit/fake-room.ts';
import { fakeRoom } from '#test/kit/fake-room.ts';
import { allowAll, allowPages } from '#test/kit/full-store.ts';
import { one, START } from '#test/kit/quiet-site.ts';

const TICK = 5 * SECOND;
const MIB = 1024 * 1024;

/** An engine that ticks on a disk whose ballast is held. */
async function running(room: FakeRoom): Promise<EngineBench> {
  const bench = await engineBench(START, { room });
  await bench.configure(one());
  bench.engine.start();
  await bench.clock.advance(TICK);
  expect(room.isHeld()).toBe(true);
  return bench;
}
/** Some ticks, with what the disk does in between. */
async function ticks(bench: EngineBench, count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) {
    bench.clock.advance(TICK);
    await Promise.resolve();
  }
}
/** From now on the file grows only while the ballast is gone. */
const growsOnlyOnBallast = (bench: EngineBench, room: FakeRoom) => {
  allowPages(bench.store, 0);
  room.onRelease = () => allowPages(bench.store, 2_000);
};

it('stores calls for help on a full disk at the first try, in the room of the ballast, and sheds positions', async () => {
  const room = fakeRoom();
  await using bench = await running(room);
  growsOnlyOnBallast(bench, room);
  const now = bench.clock.now();
  const calls = Array.from({ length: 100 }, (_, n) => checkIn('S-1', now, `G-${n}`, 'DURESS'));
  const answer = bench.engine.receive([...calls, phone('S-1', now)]);
  expect(bench.findings('DURESS')).toHaveLength(calls.length);
  bench.clock.advance(100);
  expect(await answer).toEqual([...calls.map(() => 'accepted'), 'shed']);
  expect(room.did).toEqual(['held', 'released']);
  const { health } = bench.engine;
  expect([health.state.condition, health.takes('duress'), health.takes('position')]).toEqual([
    'FULL',
    true,
    false,
  ]);
});

it('takes no file on a full disk, says why, and takes it when there is room again', async () => {
  const room = fakeRoom();
  await using bench = await running(room);
  room.bytes = 0;
  await ticks(bench, 1);
  const ingest = async () => bench.engine.handlers['telemetry.ingest'](night, ADA);
  const night = {
    file: 'night.ndjson',
    first_line: 1,
    text: '{"type":"phone_event","site":"S-1","ts":"2026-01-05T00:00:00Z"}',
  };
  await expect(ingest()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('0 MB are left'),
  });
  room.bytes = 1024 * MIB;
  await ticks(bench, 3);
  expect(await ingest()).toMatchObject({ accepted: 1 });
});

it('goes on auditing on a full disk, and is well within 30 s after there is room again', async () => {
  const room = fakeRoom();
  await using bench = await running(room);
  growsOnlyOnBallast(bench, room);
  room.bytes = 0;
  await ticks(bench, 1);
  expect(bench.engine.health.state).toMatchObject({ condition: 'FULL', reason: '0 MB are left on the disk' });
  expect(room.did).toEqual(['held', 'released']);
  bench.say(phone('S-1', bench.clock.now()));
  const runs = () => bench.store.schedule.due().reduce((sum, { runs }) => sum + runs, 0);
  const before = runs();
  await ticks(bench, 200);
  expect(runs()).toBeGreaterThan(before + 2);
  expect(bench.engine.health.state.condition).toBe('FULL');
  allowAll(bench.store);
  room.bytes = 100 * MIB;
  const since = bench.clock.now();
  while (!bench.engine.health.isSound && bench.clock.now() - since < 60 * SECOND) await ticks(bench, 1);
  expect(bench.clock.now() - since).toBeLessThanOrEqual(30 * SECOND);
  expect(room.isHeld()).toBe(true);
});

it('stays full while there is less room than a new ballast needs, so that it does not fill up at once again', async () => {
  const room = fakeRoom();
  await using bench = await running(room);
  room.bytes = 0;
  await ticks(bench, 1);
  room.bytes = room.ballastBytes + MIB;
  await ticks(bench, 20);
  expect(bench.engine.health.state.condition).toBe('FULL');
  expect(room.isHeld()).toBe(false);
});

it('stays full while the file itself cannot grow, however much room the disk has', async () => {
  const room = fakeRoom();
  await using bench = await running(room);
  allowPages(bench.store, 0);
  expect(() => bench.engine.handlers['identity.set']({ name: 'x'.repeat(200_000) }, ADA)).toThrow(
    'disk is full',
  );
  await ticks(bench, 20);
  expect(bench.engine.health.state.condition).toBe('FULL');
});

it('writes into the trail when the trouble began and when it was over', async () => {
  const room = fakeRoom();
  await using bench = await running(room);
  room.bytes = 0;
  await ticks(bench, 2);
  room.bytes = 100 * MIB;
  await ticks(bench, 3);
  expect(bench.store.trail.of('engine', 'store')).toMatchObject([
    { action: 'store.troubled', after: { condition: 'FULL' } },
    { action: 'store.recovered', before: { condition: 'FULL' }, after: { condition: 'SOUND' } },
  ]);
});

it('writes no ballast where it would leave too little', async () => {
  const room = fakeRoom();
  room.bytes = room.ballastBytes + 3 * MIB;
  await using bench = await engineBench(START, { room });
  bench.engine.start();
  await ticks(bench, 30);
  expect([room.did, bench.engine.health.isSound]).toEqual([[], true]);
});
