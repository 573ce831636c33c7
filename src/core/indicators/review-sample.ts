import { hash53 } from '#core/kit/hash53.ts';
import type { Disposition } from '#core/model/finding.ts';

/** A finding that was resolved in a week: what does not change any more, so that the sample does not either. */
export type ClosedFinding = {
  readonly id: string;
  readonly finding_type: string;
  /** What it was resolved with, before anybody amended it. */
  readonly was: Disposition;
};

/** One in twenty. */
const SHARE = 0.05;

/** How many of so many are looked at again: 5 %, and one at least where there is any. */
export const sampleSize = (closed: number): number =>
  closed === 0 ? 0 : Math.max(1, Math.round(closed * SHARE));

/** A finding with its place in the order of a week: its stratum, and by chance among those of the same. */
export type KeyedFinding = { readonly id: string; readonly stratum: string; readonly hash: number };

/** The findings of a week with their places; a part of them has the same places as among all. */
export const keyedFor = (week: string, closed: readonly ClosedFinding[]): readonly KeyedFinding[] =>
  closed.map(({ id, finding_type, was }) => ({
    id,
    stratum: `${was} ${finding_type}`,
    hash: chanceOf(week, id),
  }));

/** A number by chance that a finding has in a week: in its order the first ones are a sample of the sample. */
export const chanceOf = (week: string, id: string): number => hash53(`${week} ${id}`);

/**
 * The findings of a week that a supervisor looks at again, by their ids. A systematic sample (Cochran 1977, Sampling Techniques, ch. 8)
 * of the findings ordered by disposition and type, and among those by a hash of id and week: every finding has the same chance, and each
 * disposition and type its share, to the next whole finding. The same findings give the same sample, in whatever order they come.
 */
export function sampleAmong(week: string, keyed: readonly KeyedFinding[]): readonly string[] {
  const size = sampleSize(keyed.length);
  if (size === 0) return [];
  const inOrder = [...Map.groupBy(keyed, ({ stratum }) => stratum)]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, same]) => same.sort((a, b) => a.hash - b.hash || compare(a.id, b.id)));
  const step = inOrder.length / size;
  const start = (hash53(week) % 1_000_000) / 1_000_000;
  return Array.from({ length: size }, (_, turn) => inOrder[Math.floor((turn + start) * step)]).flatMap(
    (chosen) => chosen?.id ?? [],
  );
}

/** The same of findings that are all at hand. */
export const sampleOf = (week: string, closed: readonly ClosedFinding[]): readonly string[] =>
  sampleAmong(week, keyedFor(week, closed));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
