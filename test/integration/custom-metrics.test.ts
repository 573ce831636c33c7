import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { metric } from '#test/kit/events.ts';
import { one, START } from '#test/kit/quiet-site.ts';

/** A site that expects nothing but what its custom metrics are asked for: configuration alone. */
async function bench(kind: 'COUNT' | 'GAUGE', min_count = 3, window_minutes = 30): Promise<EngineBench> {
  const made = await engineBench(START);
  await made.configure(
    one({
      audit: {
        custom_metrics: [{ name: 'door_opens', kind }],
        critical_signals: ['door_opens'],
        signal_thresholds: { door_opens: { min_count, window_minutes } },
      },
    }),
  );
  made.engine.start();
  return made;
}
const low = (of: EngineBench) => of.findings('CRITICAL_SIGNAL_DOOR_OPENS_LOW');
/** One event of a value every `minutes`. */
function every(of: EngineBench, minutes: number, times: number, value: (index: number) => number): void {
  for (let i = 0; i < times; i++) {
    of.say(metric('S-1', of.clock.now(), 'door_opens', value(i)));
    of.clock.advance(minutes * MINUTE);
  }
}
const cells = (of: EngineBench) =>
  of.store.profiles
    .cells([1], null)
    .filter(({ stream }) => stream === of.store.registry.signal('door_opens'));

describe('a count that a site declares as critical', () => {
  it('is counted by its values and found low within a heartbeat, with a runbook and in words', async () => {
    await using live = await bench('COUNT');
    every(live, 8, 9, () => 1);
    expect(low(live)).toEqual([]);
    const last = live.clock.now();
    live.say(metric('S-1', last, 'door_opens', 3));
    live.clock.advance(30 * MINUTE - SECOND);
    expect(low(live)).toEqual([]);
    live.clock.advance(5 * MINUTE + SECOND);
    expect(low(live)).toMatchObject([
      {
        subject: 'signal:door_opens',
        severity: 'HIGH',
        category: 'DEVICE_HEALTH',
        title: 'Door opens low',
        message: '0 of 3 in 30 min',
        condition_started_at: last + 30 * MINUTE,
        runbook: { finding_type: 'CRITICAL_SIGNAL_*' },
      },
    ]);
    live.say(metric('S-1', live.clock.now(), 'door_opens', 3));
    live.clock.advance(10 * MINUTE);
    expect(low(live)).toMatchObject([{ condition: 'CLEARED' }]);
  });

  it('does not mind a value beyond all counting', async () => {
    await using live = await bench('COUNT');
    live.say(metric('S-1', live.clock.now(), 'door_opens', Number.MAX_SAFE_INTEGER));
    live.clock.advance(35 * MINUTE);
    expect(low(live)).toHaveLength(1);
  });

  it('is judged alike by an audit of the past, from what is stored', async () => {
    await using live = await bench('COUNT');
    every(live, 8, 12, () => 1);
    const at = live.clock.now();
    await live.restart();
    live.clock.advance(2 * HOUR);
    const opened = low(live).length;
    const answer = await live.engine.handlers['audit.run']({ sites: ['S-1'], cadence: 'HEARTBEAT', at }, ADA);
    expect([opened, answer.total_findings]).toEqual([1, 1]); // the site itself is silent at both instants
  });
});

describe('a gauge that a site declares as critical', () => {
  it('is asked for readings, whatever they say: a large one counts once and one below zero counts too', async () => {
    await using live = await bench('GAUGE');
    every(live, 8, 9, () => -4.5);
    expect(low(live)).toEqual([]);
    every(live, 30, 2, () => 22.5);
    live.clock.advance(5 * MINUTE);
    expect(low(live)).toHaveLength(1);
  });

  it('is asked the same after a restart', async () => {
    await using live = await bench('GAUGE');
    every(live, 8, 9, () => 22.5);
    every(live, 20, 1, () => 22.5);
    await live.restart();
    live.clock.advance(5 * MINUTE);
    expect(low(live)).toMatchObject([{ message: '2 of 3 in 30 min' }]);
  });
});

describe('the deep cadence', () => {
  /** What is learned begins with the first bucket that was watched throughout. */
  const watched = async (kind: 'COUNT' | 'GAUGE') => {
    const live = await bench(kind, 1, 600);
    live.clock.advance(HOUR);
    return live;
  };

  it('learns the week of a count, empty buckets as zeros', async () => {
    await using live = await watched('COUNT');
    every(live, 30, 8, (index) => index + 1);
    expect(cells(live).slice(0, 2)).toMatchObject([
      { hour_of_week: 1, n: 4, mean: 0.75, min: 0, max: 2, recent: [1, 0, 2, 0] },
      { hour_of_week: 2, n: 4, mean: 1.75, recent: [3, 0, 4, 0] },
    ]);
  });

  it('learns the week of a gauge by the mean of each bucket, and nothing from an empty one', async () => {
    await using live = await watched('GAUGE');
    every(live, 5, 3, (index) => [20, 21, 22.5][index] ?? 0);
    live.clock.advance(15 * MINUTE);
    every(live, 5, 1, () => -2);
    live.clock.advance(3 * HOUR);
    expect(cells(live)).toMatchObject([{ hour_of_week: 1, n: 2, min: -2, max: 63.5 / 3 }]);
    expect(cells(live)[0]?.mean).toBeCloseTo((63.5 / 3 - 2) / 2, 12);
  });

  it.each(['COUNT', 'GAUGE'] as const)(
    'has learned the same of a %s as the learning phase learns',
    async (kind) => {
      await using live = await watched(kind);
      every(live, 20, 15, (index) => index % 4);
      const learned = cells(live);
      const until = (live.store.profiles.learnedTo().get(1) ?? 0) + 15 * MINUTE;
      await live.engine.handlers['baselines.build']({ days: 7, until }, ADA);
      expect(learned.length).toBeGreaterThan(3);
      expect(cells(live)).toEqual(learned);
    },
  );
});
