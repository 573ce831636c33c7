import type { Answer } from '#contract/index.ts';
import { severityRank } from '#core/model/finding.ts';

export type Site = Answer<'sites.list'>[number];

export const COLUMNS = [
  'worst',
  'code',
  'name',
  'client',
  'phase',
  'heartbeat',
  'comprehensive',
  'deep',
  'audits',
  'open',
  'findings',
  'alerts',
  'stable',
  'thin',
] as const;
export type Column = (typeof COLUMNS)[number];
export type Order = { readonly column: Column; readonly descending: boolean };

const BY: Readonly<Record<Column, (site: Site) => number | string>> = {
  worst: (site) => (site.worst === null ? -1 : severityRank(site.worst)),
  code: (site) => site.code,
  name: (site) => site.name,
  client: (site) => site.client,
  phase: (site) => site.phase,
  heartbeat: (site) => site.last_audit_at.HEARTBEAT ?? 0,
  comprehensive: (site) => site.last_audit_at.COMPREHENSIVE ?? 0,
  deep: (site) => site.last_audit_at.DEEP ?? 0,
  audits: (site) => site.total_audits_run,
  open: (site) => site.open_findings,
  findings: (site) => site.total_findings,
  alerts: (site) => site.alerts,
  stable: (site) => site.stable_pct,
  thin: (site) => site.thin_metrics.length,
};

const collator = new Intl.Collator('en', { numeric: true });

/** Sites in the wanted order; equal ones by code. */
export function orderSites(sites: readonly Site[], { column, descending }: Order): readonly Site[] {
  const key = BY[column];
  const sign = descending ? -1 : 1;
  return [...sites].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const difference =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right));
    return sign * difference || collator.compare(a.code, b.code);
  });
}

/** Sites in which every word of the text occurs: code, name, client, tenant, phase or zone. */
export function searchSites(sites: readonly Site[], text: string): readonly Site[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sites;
  return sites.filter((site) => {
    const said = [site.code, site.name, site.client, site.tenant, site.phase, site.timezone]
      .join('\n')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
