import type { Answer } from '#contract/index.ts';
import type { FeedFilter } from './feed-filter.ts';

export type SuppressedRow = Answer<'suppressed.list'>[number];

/** What is held back, as far as the filter's place, type and words let it through; what ends first comes first. */
export function heldBack(rows: readonly SuppressedRow[], filter: FeedFilter): readonly SuppressedRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: SuppressedRow): boolean => {
    if (filter.tenant !== null && row.tenant !== filter.tenant) return false;
    if (filter.client !== null && row.client !== filter.client) return false;
    if (filter.site !== null && row.site !== filter.site) return false;
    if (filter.type !== null && row.finding_type !== filter.type) return false;
    const { site, site_name, client, finding_type, subject, reason } = row;
    const said = [site, site_name, client, finding_type.replaceAll('_', ' '), finding_type, subject, reason]
      .join('\n')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  };
  return rows.filter(fits).sort((a, b) => a.window_end - b.window_end || a.site.localeCompare(b.site));
}
