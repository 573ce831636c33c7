import { expect, it } from 'vitest';
import type { TelemetryEvent } from '#core/model/event.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';

const DEVICE = { code: 'D-1', kind: 'phone' } as const;
const battery = (ts: number, percent: number): TelemetryEvent => ({
  type: 'device',
  site: 'S-1',
  ts,
  received_at: null,
  id: null,
  source: null,
  person: null,
  device: DEVICE.code,
  attributes: null,
  status: 'ONLINE',
  battery: percent,
});
const slotsOf = ({ store }: EngineBench) =>
  store.schedule.due().map(({ cadence, last_slot, next_slot }) => ({ cadence, last_slot, next_slot }));
const stepsOf = ({ store }: EngineBench) =>
  store.trail.of('engine', 'clock').map(({ action, after }) => ({ action, after }));

it('goes on looking at every site while the clock repeats an hour, and runs no slot twice', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one({ devices: [DEVICE] }));
  bench.engine.start();
  live(bench, 2 * 60);
  const before = slotsOf(bench);
  bench.clock.step(-HOUR);
  bench.say(battery(bench.clock.now() - MINUTE, 80));
  bench.clock.advance(10 * MINUTE);
  expect(bench.findings('DEVICE_BATTERY_LOW')).toEqual([]);
  bench.say(battery(bench.clock.now(), 3));
  bench.clock.advance(6 * MINUTE);
  expect(bench.findings('DEVICE_BATTERY_LOW')).toHaveLength(1);
  expect(slotsOf(bench)).toEqual(before);

  // It caught up: the slots go on where they were.
  bench.clock.advance(50 * MINUTE);
  const heartbeat = slotsOf(bench).find(({ cadence }) => cadence === 'HEARTBEAT');
  expect(heartbeat?.last_slot).toBeGreaterThan(
    before.find(({ cadence }) => cadence === 'HEARTBEAT')?.last_slot ?? 0,
  );
  expect(bench.findings('AUDIT_GAP')).toEqual([]);
});

it('looks at a site once in each slot that comes again', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  live(bench, 2 * 60);
  const runs = () => bench.store.schedule.due().find(({ cadence }) => cadence === 'HEARTBEAT')?.runs ?? 0;
  const before = runs();
  bench.clock.step(-HOUR);
  bench.clock.advance(30 * MINUTE);
  expect(runs() - before).toBeGreaterThanOrEqual(6);
  expect(runs() - before).toBeLessThanOrEqual(7);
});

it('writes down that the clock stepped, by how much, and nothing about a clock that only drifts', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  bench.clock.advance(MINUTE);
  bench.clock.step(1.5 * SECOND);
  bench.clock.advance(MINUTE);
  expect(stepsOf(bench)).toEqual([]);
  bench.clock.step(-HOUR);
  bench.clock.advance(MINUTE);
  bench.clock.step(8 * HOUR);
  bench.clock.advance(MINUTE);
  expect(stepsOf(bench)).toMatchObject([
    { action: 'engine.clock_stepped', after: { by_ms: -HOUR } },
    { action: 'engine.clock_stepped', after: { by_ms: 8 * HOUR } },
  ]);
});
