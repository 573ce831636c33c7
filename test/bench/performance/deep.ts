import { welford } from './parts/floors.ts';
import type { HourFigures } from './parts/hour.ts';
import type { Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { cpuOf, median, REPEATS } from './parts/timing.ts';

/** Streams of which a site learns a profile, and quarter hours in an hour: what one deep audit takes in. */
const SAMPLES_A_SITE = 5 * 4;

/** Goal 8: a deep audit of every site, an hour of quarters each. */
export function deep(sites: number, { cadences: { DEEP } }: HourFigures): readonly Row[] {
  const update = welford(sites * SAMPLES_A_SITE);
  const floor = median(Array.from({ length: REPEATS }, () => cpuOf(update)));
  return [
    {
      ...{ goal: '8', what: 'deep audit, CPU a site', size: sitesIn(sites) },
      ...{ figure: (DEEP.duration_ms / DEEP.sites) * 1_000, unit: 'µs' },
      beside: {
        kind: 'floor',
        what: "Welford's update of the same samples in a typed array",
        figure: (floor / sites) * 1_000,
      },
      limits: sites === FLEET ? [{ of: 'figure', atMost: 60 }] : [],
    },
  ];
}
