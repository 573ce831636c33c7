import type { CadenceFigures, HourFigures } from './parts/hour.ts';
import type { Row } from './parts/row.ts';
import { sitesIn } from './parts/sizes.ts';

/** Goal 9: statements of a whole round, however many sites it has; what it writes comes on top, and so does evidence. */
export function queries(sites: number, { cadences }: HourFigures): readonly Row[] {
  const row = (what: string, { queries: figure }: CadenceFigures, atMost: number): Row => ({
    ...{ goal: '9', what: `queries of a ${what} round`, size: sitesIn(sites), figure, unit: 'statements' },
    beside: null,
    limits: [{ of: 'figure', atMost }],
  });
  return [
    row('heartbeat', cadences.HEARTBEAT, 0),
    row('comprehensive', cadences.COMPREHENSIVE, 5),
    row('deep', cadences.DEEP, 2),
  ];
}
