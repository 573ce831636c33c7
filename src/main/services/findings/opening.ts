import type { Rule } from '#core/audit/rule.ts';
import type { Key } from '#core/finding/identity.ts';
import type { Opening } from '#core/finding/open.ts';
import type { RunbookInUse } from '#core/model/runbook.ts';
import { runbookFor } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';

/** The key of a finding that is about one site, or about the installation where there is none; `tenant` keeps those of tenants apart there. */
export const keyAt = (
  site: Site | null,
  finding_type: string,
  subject: string,
  tenant: string | null = null,
): Key => ({
  scope: site === null ? 'installation' : 'site',
  scope_key: site?.code ?? tenant ?? '',
  finding_type,
  subject,
});

/** Where a finding belongs, before it is known how many are like it and how its data came. */
export type Place = Omit<Opening, 'same' | 'delivered_late'>;

/** What a new finding is linked with: the runbooks, and the version of the configuration where it has no site. */
export type Linked = { readonly runbooks: readonly RunbookInUse[]; readonly version: number };

/** Where a rule's finding belongs: at its site, or at the installation where there is none. */
export function openingOf(
  rule: Rule,
  site: Site | null,
  { runbooks, version }: Linked,
  now: EpochMs,
  finding_type = rule.type,
): Place {
  return {
    scope: site === null ? 'installation' : 'site',
    scope_key: site?.code ?? '',
    tenant: site?.tenant ?? null,
    client: site?.client ?? null,
    site: site?.code ?? null,
    category: rule.category(finding_type),
    cadence: rule.cadence,
    runbook: runbookFor(finding_type, runbooks),
    config_version: site?.config_version ?? version,
    detected_at: now,
    fact: rule.fact ?? false,
  };
}
