import type { SiteRow } from '#contract/sites.ts';
import { SEVERITIES } from '#core/model/finding.ts';

const rankOf = ({ worst }: SiteRow): number =>
  worst === null ? SEVERITIES.length : SEVERITIES.indexOf(worst);

/** Sites in which every word occurs, worst first, then those with most open findings; those without a location last. */
export function listed(sites: readonly SiteRow[], text: string): readonly SiteRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ code, name, client, tenant }: SiteRow) => {
    const said = `${code} ${name} ${client} ${tenant}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  return sites
    .filter(fits)
    .sort(
      (a, b) =>
        Number(a.location === null) - Number(b.location === null) ||
        rankOf(a) - rankOf(b) ||
        b.open_findings - a.open_findings ||
        a.code.localeCompare(b.code, 'en', { numeric: true }),
    );
}
