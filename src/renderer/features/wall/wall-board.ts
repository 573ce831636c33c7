import type { Answer } from '#contract/index.ts';
import { severityRank } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';

export type Row = Answer<'findings.page'>['rows'][number];

/** One place with what is worst there. */
export type WallTile = {
  readonly key: string;
  /** Site code; null: it belongs to the whole installation or to a source. */
  readonly site: string | null;
  readonly worst: Row;
  /** How many more are open there. */
  readonly more: number;
};

const isActive = ({ condition }: Row): boolean => condition === 'ACTIVE';

/** Active before cleared, the gravest first, unseen before seen, then who waits longest. */
function byNeed(a: Row, b: Row): number {
  return (
    Number(isActive(b)) - Number(isActive(a)) ||
    severityRank(b.severity) - severityRank(a.severity) ||
    Number(b.status === 'NEW') - Number(a.status === 'NEW') ||
    a.condition_started_at - b.condition_started_at ||
    (a.id < b.id ? -1 : 1)
  );
}

/** A tile for each site with something open, worst first; what belongs to no site stands by itself. */
export function wallTiles(rows: readonly Row[]): readonly WallTile[] {
  const places = Map.groupBy(rows.toSorted(byNeed), ({ site, id }) => site ?? `finding:${id}`);
  return [...places].flatMap(([key, [worst, ...others]]) =>
    worst === undefined ? [] : [{ key, site: worst.site, worst, more: others.length }],
  );
}

/** Least size of a tile that can be read at five metres, and the gap between two, px. */
const TILE = { width: 460, height: 214, gap: 16 };

export type WallGrid = { readonly columns: number; readonly rows: number };

/** How many tiles fit into an area, px; one at least. */
export const wallGrid = (width: number, height: number): WallGrid => ({
  columns: Math.max(1, Math.floor((width + TILE.gap) / (TILE.width + TILE.gap))),
  rows: Math.max(1, Math.floor((height + TILE.gap) / (TILE.height + TILE.gap))),
});

/** How long a page stands, ms. */
export const PAGE_STANDS = 20 * SECOND;

export type WallPage<T> = {
  readonly shown: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
};

/** The page of a list that stands at an instant: each for 20 s, by the clock, so that all boards show the same. */
export function pageAt<T>(list: readonly T[], size: number, now: EpochMs): WallPage<T> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const page = Math.floor(now / PAGE_STANDS) % pages;
  return { shown: list.slice(page * size, (page + 1) * size), page: page + 1, pages };
}
