import type { Answer } from '#contract/index.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { severityRank } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

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
  'open',
  'sources',
  'held',
  'alerts',
  'stable',
] as const;
export type Column = (typeof COLUMNS)[number];
export type Order = { readonly column: Column; readonly descending: boolean };

/** How much a source's silence matters beside the others. */
const SOURCE_RANK: Readonly<Record<Site['source_health'], number>> = {
  NONE: 0,
  HEALTHY: 1,
  NEVER: 2,
  SILENT: 3,
};

const BY: Readonly<Record<Column, (site: Site) => number | string>> = {
  worst: (site) => (site.worst === null ? -1 : severityRank(site.worst)),
  code: (site) => site.code,
  name: (site) => site.name,
  client: (site) => site.client,
  phase: (site) => site.phase,
  heartbeat: (site) => site.last_audit_at.HEARTBEAT ?? 0,
  comprehensive: (site) => site.last_audit_at.COMPREHENSIVE ?? 0,
  deep: (site) => site.last_audit_at.DEEP ?? 0,
  open: (site) => site.open_findings,
  sources: (site) => SOURCE_RANK[site.source_health],
  held: (site) => site.suppressed,
  alerts: (site) => site.alerts,
  stable: (site) => site.stable_pct,
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

/** Worst first: by severity, then a silent source, then how much is open, then by code. */
export const worstFirst = (sites: readonly Site[]): readonly Site[] =>
  [...sites].sort(
    (a, b) =>
      Number(BY.worst(b)) - Number(BY.worst(a)) ||
      Number(b.source_health === 'SILENT') - Number(a.source_health === 'SILENT') ||
      b.open_findings - a.open_findings ||
      collator.compare(a.code, b.code),
  );

/** The same order as before for what was there, so that nothing moves under the pointer; what is new comes last. */
export function inHeldOrder(sites: readonly Site[], held: readonly string[]): readonly Site[] {
  const place = new Map(held.map((code, index) => [code, index]));
  const placeOf = ({ code }: Site) => place.get(code) ?? held.length;
  return [...sites].sort((a, b) => placeOf(a) - placeOf(b));
}

/** A slot counts as missed when it passed so long ago: the engine looks every 5 s, and a deep round takes its time. */
const LATE_AFTER = MINUTE;

/** Whether the audit that was due has not come. */
export function isLate(site: Site, cadence: Cadence, now: EpochMs): boolean {
  const next = site.next_slot[cadence];
  return next !== null && now - next > LATE_AFTER && site.phase === 'AUDITED';
}

/** Whether a person should look: something is open, a source is silent, an audit is late, or the site is not audited at all. */
export const isNotNormal = (site: Site, now: EpochMs): boolean =>
  site.open_findings > 0 ||
  site.suppressed > 0 ||
  site.source_health === 'SILENT' ||
  site.source_health === 'NEVER' ||
  site.phase !== 'AUDITED' ||
  CADENCES.some((cadence) => isLate(site, cadence, now));

export type FleetFilter = {
  readonly text: string;
  readonly client: string | null;
  readonly phase: Site['phase'] | null;
  readonly notNormal: boolean;
};
export const EVERY_SITE: FleetFilter = { text: '', client: null, phase: null, notNormal: false };

/** Sites that fit: every word occurs in code, name, client, tenant, phase, zone or a silent source; and so on. */
export function filterSites(
  sites: readonly Site[],
  { text, client, phase, notNormal }: FleetFilter,
  now: EpochMs,
): readonly Site[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && client === null && phase === null && !notNormal) return sites;
  return sites.filter(
    (site) =>
      (client === null || site.client === client) &&
      (phase === null || site.phase === phase) &&
      (!notNormal || isNotNormal(site, now)) &&
      fitsWords(site, words),
  );
}

function fitsWords(site: Site, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { code, name, client, tenant, phase, timezone, silent_sources, worst } = site;
  const said = [code, name, client, tenant, phase, timezone, worst ?? 'quiet', ...silent_sources]
    .join('\n')
    .toLowerCase()
    .replaceAll('_', ' ');
  return words.every((word) => said.includes(word));
}
