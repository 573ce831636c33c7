import type { RolloutSite } from './rollout-store.ts';

/** Sites in whose code, name and client every word of the text occurs. */
export function matching(sites: readonly RolloutSite[], text: string): readonly RolloutSite[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sites.filter(({ code, name, client }) => {
    const said = `${code} ${name} ${client}`.toLowerCase();
    return parts.every((part) => said.includes(part));
  });
}

/** The share of its cells that is stable, in percent. */
export const stablePercent = ({ stable_cells, total_cells }: RolloutSite): number =>
  total_cells === 0 ? 0 : (100 * stable_cells) / total_cells;

/** The chosen sites first, each part in the order in which it came: what is chosen is seen without looking for it. */
export const chosenFirst = (
  sites: readonly RolloutSite[],
  chosen: ReadonlySet<string>,
): readonly RolloutSite[] => [
  ...sites.filter(({ code }) => chosen.has(code)),
  ...sites.filter(({ code }) => !chosen.has(code)),
];
