import { describe, expect, it } from 'vitest';
import { deep } from './deep.ts';
import { memory } from './memory.ts';
import type { CadenceFigures, HourFigures } from './parts/hour.ts';
import { isMet } from './parts/row.ts';
import { queries } from './queries.ts';

const cadence = (rest: Partial<CadenceFigures> = {}): CadenceFigures => ({
  sites: 10_000,
  rounds: 60,
  duration_ms: 600,
  queries: { most: 0, usual: 0 },
  ...rest,
});
const asking = (usual: number) => cadence({ queries: { most: 16, usual } });
const hourWith = (rest: Partial<HourFigures> = {}): HourFigures => ({
  cadences: { HEARTBEAT: cadence(), COMPREHENSIVE: asking(5), DEEP: asking(2) },
  opened_mib: 60,
  settled_mib: 120,
  peak_mib: 200,
  ...rest,
});

describe('the rows that an hour of an engine gives', () => {
  it('spread the time of the deep rounds over their sites', () => {
    const [row] = deep(10_000, hourWith());
    expect(row).toMatchObject({ goal: '8', figure: 60, unit: 'µs' });
    expect(row?.beside?.figure).toBeGreaterThan(0);
  });

  it('hold the usual statements of a step against 0, 5 and 2, and tell the most', () => {
    const rows = queries(100, hourWith());
    expect(rows.map(isMet)).toEqual([true, null, true, null, true, null]);
    expect(rows.map(({ figure }) => figure)).toEqual([0, 0, 5, 16, 2, 16]);
    const { cadences } = hourWith();
    const more = hourWith({ cadences: { ...cadences, HEARTBEAT: asking(1) } });
    expect(queries(100, more).map(isMet)).toEqual([false, null, true, null, true, null]);
  });

  it('hold memory against the limit of that many sites, with anomalies against another, and peaks against none', () => {
    const [plain, withAnomalies] = [hourWith(), hourWith({ settled_mib: 251 })];
    const met = (sites: number) => memory(sites, { bare_mib: 45, plain, withAnomalies }).map(isMet);
    expect(met(10_000)).toEqual([true, null, false, null]);
    expect(met(1_000)).toEqual([false, null, null, null]);
    expect(met(100)).toEqual([null, null, null, null]);
  });

  it('tell nothing of anomalies where they were not looked for', () => {
    const rows = memory(10_000, { bare_mib: 45, plain: hourWith(), withAnomalies: null });
    expect(rows.map(({ what }) => what)).toEqual(['engine alone, after an hour', 'engine alone, peak']);
  });
});
