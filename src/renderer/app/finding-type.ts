import type { Stores } from './stores.ts';

/** Type of a finding that is on the screen; undefined when it is not. */
export function typeOf({ feed, finding }: Pick<Stores, 'feed' | 'finding'>, id: string): string | undefined {
  const line = feed
    .getState()
    .lines()
    .find(({ row }) => row.id === id);
  const shown = finding.getState().detail?.finding;
  return line?.row.finding_type ?? (shown?.id === id ? shown.finding_type : undefined);
}
