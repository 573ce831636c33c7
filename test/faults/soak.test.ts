import { expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { HOUR } from '#core/model/time.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import type { Sample } from './parts/soak-child.ts';
import { grownIn, live } from './soak.ts';

const MIB = 1_048_576;
/** Ten hours, a sample each quarter. */
const life = (
  rss: (hour: number) => number,
  resources: (hour: number) => number = () => 3,
): readonly Sample[] =>
  Array.from({ length: 40 }, (_, nth) => nth / 4).map((hour) => ({
    lived_ms: hour * HOUR,
    rss: rss(hour) * MIB,
    resources: resources(hour),
  }));

it('takes memory that grows after it has settled for a leak, and not what fills up before', () => {
  expect(grownIn(life((hour) => 300 + 2 * hour))).toEqual([
    expect.stringContaining('memory grows by 2.00 MiB'),
  ]);
  expect(grownIn(life((hour) => 200 + 20 * Math.min(hour, 3)))).toEqual([]);
});

it('sees handles that nobody closes', () => {
  const handles = life(
    () => 300,
    (hour) => 3 + 4 * hour,
  );
  expect(grownIn(handles)).toEqual([expect.stringContaining('more handles')]);
});

it('lives without missing a slot', async () => {
  using folder = tempFolder();
  const setting = { size: 0.1, folder: folder.path, random: createRandom('soak'), progress: () => {} };
  const { cases, lost, doubled } = await live(setting, 3, false);
  expect({ cases, lost, doubled }).toEqual({ cases: 240, lost: [], doubled: [] });
});
