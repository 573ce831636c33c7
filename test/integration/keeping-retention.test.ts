import { expect, it } from 'vitest';
import { DAY, SECOND } from '#core/model/time.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';

const END = Date.parse(START) + 100 * DAY;

it('deletes at night what is older than is kept, and nothing before that', async () => {
  await using bench = await engineBench(START, {
    upkeep: { timezone: 'UTC', scheduleJob: () => () => {} },
  });
  await bench.configure(one());
  bench.engine.start();
  live(bench, 60);
  bench.engine.handlers['retention.set']({ days: 30 }, ADA);
  const stored = () => bench.store.events.ofSite(1, 0, END, null).length;
  const after = (days: number) => {
    bench.clock.step(days * DAY);
    bench.clock.advance(20 * SECOND);
    return stored();
  };
  expect([stored(), after(29), after(3)]).toEqual([12, 12, 0]);
  expect(bench.store.trail.of('engine', 'retention').map(({ action }) => action)).toEqual([
    'retention.changed',
    'engine.purged',
    'engine.purged',
  ]);
});
