import { describe, expect, it } from 'vitest';
import type { Cadence } from '#core/model/audit-config.ts';
import { HOUR } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { partsOf } from './parts.ts';

const SLOT = Date.UTC(2026, 0, 5, 10);

/** How many sites each part of a round has, when every site has missed so many slots. */
const sizesOf = (cadence: Cadence, sites: number, missed: number): number[] => {
  const turns = Array.from({ length: sites }, (_, id) => ({
    ...{ site: siteWith({ id }), slot: SLOT },
    missed: { from: SLOT - missed * HOUR, count: missed, period: HOUR },
  }));
  const parts = [...partsOf({ cadence, slot: SLOT, turns })];
  expect(parts.flatMap((part) => part.turns)).toEqual(turns);
  return parts.map((part) => part.turns.length);
};

describe('the parts of a round', () => {
  it('have as many sites as a step takes, the last one the rest', () => {
    expect(sizesOf('HEARTBEAT', 1_200, 0)).toEqual([500, 500, 200]);
    expect(sizesOf('COMPREHENSIVE', 65, 0)).toEqual([64, 1]);
    expect(sizesOf('DEEP', 340, 0)).toEqual([170, 170]);
    expect(sizesOf('DEEP', 0, 0)).toEqual([]);
  });

  it('have fewer where slots were missed, of which each site has still to learn, but never none', () => {
    expect(sizesOf('DEEP', 60, 24)).toEqual([24, 24, 12]);
    expect(sizesOf('COMPREHENSIVE', 4, 96)).toEqual([2, 2]);
    expect(sizesOf('COMPREHENSIVE', 2, 1_000)).toEqual([1, 1]);
    expect(sizesOf('HEARTBEAT', 500, 288)).toEqual([500]);
  });
});
