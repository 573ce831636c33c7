import { expect, it } from 'vitest';
import { DAY, HOUR } from '#core/model/time.ts';
import { createLiveSimulation } from '#core/simulate/live.ts';
import { simulate } from '#core/simulate/simulate.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');

it('tells nothing that the store cannot take, whatever goes wrong', async () => {
  await using bench = await engineBench('2026-01-09T00:00:00Z');
  const { configuration } = simulate({ sites: 14, days: 1, seed: 20, start: START });
  const files = [{ name: 'fleet.json', text: JSON.stringify(configuration) }];
  await bench.engine.handlers['configuration.import'](
    { files, dry_run: false, deactivate_missing: false },
    ADA,
  );
  const story = createLiveSimulation({
    seed: 20,
    sites: bench.engine.fleet().sites,
    from: START,
    troublesPer10Minutes: 12,
  });
  let accepted = 0;
  let told = 0;
  for (let hour = START + HOUR; hour <= START + 3 * DAY; hour += HOUR) {
    const events = story.eventsUntil(hour);
    const counts = bench.engine.intake.accept(events, { stamp: 'none', source: 'story' });
    told += events.length;
    accepted += counts.accepted + counts.duplicates;
  }
  expect(told).toBeGreaterThan(10_000);
  expect(accepted).toBe(told);
});
