import type { HourFigures } from './parts/hour.ts';
import type { Limit, Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';

export type MemoryFigures = {
  /** A Node process that does nothing. */
  readonly bare_mib: number;
  readonly plain: HourFigures;
  /** null where they were not looked for. */
  readonly withAnomalies: HourFigures | null;
};

/** The most that the engine's process may hold, by number of sites, in MiB. */
const LIMITS: Readonly<Record<number, { readonly plain: number; readonly withAnomalies: number | null }>> = {
  1000: { plain: 70, withAnomalies: null },
  [FLEET]: { plain: 120, withAnomalies: 250 },
};

/** The memory goals: resident memory of an engine alone in its process, after an hour of its life and at its peak. */
export function memory(sites: number, { bare_mib, plain, withAnomalies }: MemoryFigures): readonly Row[] {
  const limits = LIMITS[sites];
  const row = (what: string, figure: number, atMost: number | null): Row => ({
    ...{ goal: 'memory', what, size: sitesIn(sites), figure, unit: 'MiB' },
    beside: { kind: 'floor', what: 'a bare Node process', figure: bare_mib },
    limits: atMost === null ? [] : [{ of: 'figure', atMost } satisfies Limit],
  });
  const told = [
    row('engine alone, after an hour', plain.settled_mib, limits?.plain ?? null),
    row('engine alone, peak', plain.peak_mib, null),
  ];
  if (withAnomalies === null) return told;
  return [
    ...told,
    row(
      'engine alone with anomalies, after an hour',
      withAnomalies.settled_mib,
      limits?.withAnomalies ?? null,
    ),
    row('engine alone with anomalies, peak', withAnomalies.peak_mib, null),
  ];
}
