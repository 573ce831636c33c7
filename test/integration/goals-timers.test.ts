import { describe, expect, it } from 'vitest';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn, fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { live, lone, one, START } from '#test/kit/quiet-site.ts';

/** From a check-in to its deadline. */
const DEADLINE = 33 * MINUTE;
/** A lone worker is found within this of the deadline. */
const PROMISED = 60 * SECOND;

/** An engine that watches one site, whose lone worker has just come. */
async function withWorker(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one({ people: [lone] }));
  bench.engine.start();
  live(bench, 10);
  bench.say(attendance('S-1', bench.clock.now(), 'G-1', 'IN'));
  return bench;
}

const overdue = (bench: EngineBench) => bench.findings('LONE_WORKER_OVERDUE');

/** Lets time pass until somebody is overdue; how much it was, or null within two hours. */
function passUntilOverdue(bench: EngineBench): number | null {
  const startedAt = bench.clock.monotonic();
  while (overdue(bench).length === 0) {
    if (bench.clock.monotonic() - startedAt > 2 * HOUR) return null;
    bench.clock.advance(5 * SECOND);
  }
  return bench.clock.monotonic() - startedAt;
}

describe('a lone worker who does not check in', () => {
  it.each([
    ['is not disturbed', () => {}],
    ['was restarted', (bench: EngineBench) => bench.restart('planned')],
    ['crashed', (bench: EngineBench) => bench.restart('crash')],
    ['had its clock set back by 2 hours', (bench: EngineBench) => bench.clock.step(-2 * HOUR)],
    ['had its clock set back by a second', (bench: EngineBench) => bench.clock.step(-SECOND)],
  ] as const)('is found within a minute of the deadline by an engine that %s', async (_, disturb) => {
    await using bench = await withWorker();
    bench.clock.advance(20 * MINUTE);
    await disturb(bench);
    const taken = passUntilOverdue(bench);
    expect(taken).toBeGreaterThanOrEqual(DEADLINE - 20 * MINUTE);
    expect(taken).toBeLessThanOrEqual(DEADLINE - 20 * MINUTE + PROMISED);
  });

  it.each([
    ['the machine slept for 8 hours', 8 * HOUR],
    ['the clock was set forward by an hour', HOUR],
  ])('is found at the first tick after %s', async (_, ms) => {
    await using bench = await withWorker();
    bench.clock.advance(MINUTE);
    bench.clock.step(ms);
    bench.clock.advance(5 * SECOND);
    expect(overdue(bench)).toHaveLength(1);
  });

  it('is found within a minute of the deadline, though the clock of the last check-in ran ahead', async () => {
    await using bench = await withWorker();
    bench.say({ ...checkIn('S-1', bench.clock.now() + 4 * MINUTE, 'G-1'), received_at: bench.clock.now() });
    expect(passUntilOverdue(bench)).toBeLessThanOrEqual(DEADLINE + PROMISED);
  });

  it('is found at once when the machine says that it woke', async () => {
    await using bench = await withWorker();
    bench.clock.step(8 * HOUR);
    bench.engine.wake();
    expect(overdue(bench)).toHaveLength(1);
  });

  it('is found once, and escalated after the minutes of the runbook, though the clock was set back', async () => {
    await using bench = await withWorker();
    bench.clock.advance(20 * MINUTE);
    bench.clock.step(-2 * HOUR);
    expect(passUntilOverdue(bench)).not.toBeNull();
    bench.clock.advance(30 * MINUTE);
    expect(overdue(bench)).toMatchObject([{ occurrences: 1, escalated_at: expect.any(Number) }]);
  });
});

describe('a call for help', () => {
  it('is raised within a second of its receipt while an hour of work is caught up', async () => {
    let rounds = 0;
    await using bench = await engineBench(START, {
      onRound: () => {
        rounds++;
        bench.clock.pass(400);
      },
    });
    const { clock } = bench;
    await bench.configure(fleetDocument({ sites: 60 }));
    bench.engine.start();
    clock.advance(HOUR);
    clock.step(8 * HOUR);
    const arrivesAt = clock.monotonic() + 5 * SECOND + 1;
    const raisedAt: number[] = [];
    const before = rounds;
    clock.after(5 * SECOND + 1, () => {
      void bench.engine.receive([checkIn('S-7', clock.now(), 'G-7', 'DURESS')]);
      if (bench.findings('DURESS').length === 1) raisedAt.push(clock.monotonic());
    });
    clock.advance(MINUTE);
    expect(raisedAt[0]).toBeLessThanOrEqual(arrivesAt + SECOND);
    // all that was due came to far more than a second
    expect(rounds - before).toBeGreaterThan(50);
  });
});

describe('a fix that is dated in the future', () => {
  it.each([
    ['live', null],
    ['after a restart at once', 0],
    ['after a restart when its instant has come', 10 * MINUTE],
  ])('delays no silence (%s)', async (_, restartAfter) => {
    const silentSince = async (ahead: number): Promise<EpochMs | undefined> => {
      await using bench = await engineBench(START);
      await bench.configure(one());
      bench.engine.start();
      live(bench, 90);
      const now = bench.clock.now();
      bench.say({ ...phone('S-1', now), received_at: now }, { ...fix('S-1', now + ahead), received_at: now });
      if (restartAfter !== null) {
        bench.clock.advance(restartAfter);
        await bench.restart('crash');
      }
      bench.clock.advance(90 * MINUTE);
      return bench.findings('SILENT_SITE')[0]?.condition_started_at;
    };
    const expected = await silentSince(0);
    expect(expected).toBeDefined();
    expect(await silentSince(4 * MINUTE)).toBe(expected);
  });
});
