import { expect, it } from 'vitest';
import { HOUR } from '#core/model/time.ts';
import { createLiveSimulation } from './live.ts';
import { DEFAULT_START, simulate, sitesOf } from './simulate.ts';

it('goes on however often trouble strikes, from the first minutes on', () => {
  const { configuration } = simulate({ sites: 6, days: 1, seed: 3, start: DEFAULT_START });
  const options = { seed: 3, sites: sitesOf(configuration), from: DEFAULT_START };
  const story = createLiveSimulation({ ...options, troublesPer10Minutes: 60 });
  let events = 0;
  for (let to = DEFAULT_START + HOUR; to <= DEFAULT_START + 48 * HOUR; to += HOUR)
    events += story.eventsUntil(to).length;
  expect(events).toBeGreaterThan(6 * 48 * 20);
});
