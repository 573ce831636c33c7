import type { CadenceFigures, HourFigures } from './parts/hour.ts';
import type { Row } from './parts/row.ts';
import { sitesIn } from './parts/sizes.ts';

/**
 * Goal 9: statements of a step of a round, however many sites it has; what it writes comes on top, and so does evidence. The most is
 * that of a step whose sites are brought up from the store: their first after a start, and when a checkpoint of them is due.
 */
export function queries(sites: number, { cadences }: HourFigures): readonly Row[] {
  const row = (what: string, figure: number): Row => ({
    ...{ goal: '9', what, size: sitesIn(sites), figure, unit: 'statements' },
    ...{ beside: null, limits: [] },
  });
  const rows = (cadence: string, { queries: { most, usual } }: CadenceFigures, atMost: number) => [
    { ...row(`queries of a step of a ${cadence} round`, usual), limits: [{ of: 'figure', atMost } as const] },
    row(`the most of a step of a ${cadence} round`, most),
  ];
  return [
    ...rows('heartbeat', cadences.HEARTBEAT, 0),
    ...rows('comprehensive', cadences.COMPREHENSIVE, 5),
    ...rows('deep', cadences.DEEP, 2),
  ];
}
