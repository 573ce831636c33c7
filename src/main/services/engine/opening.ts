import type { Rule } from '#core/audit/rule.ts';
import type { Key } from '#core/finding/identity.ts';
import type { Opening } from '#core/finding/open.ts';
import { runbookFor } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EngineContext } from './context.ts';

/** The key of a finding that is about one site, or about the installation where there is none. */
export const keyAt = (site: Site | null, finding_type: string, subject: string): Key => ({
  scope: site === null ? 'installation' : 'site',
  scope_key: site?.code ?? '',
  finding_type,
  subject,
});

/** Where a finding belongs that no audit raises: at its site, or at the installation where there is none. */
export function openingOf(
  rule: Rule,
  site: Site | null,
  context: EngineContext,
  now: EpochMs,
): Omit<Opening, 'same'> {
  const runbook = runbookFor(rule.type, context.runbooks);
  return {
    scope: site === null ? 'installation' : 'site',
    scope_key: site?.code ?? '',
    tenant: site?.tenant ?? null,
    client: site?.client ?? null,
    site: site?.code ?? null,
    category: rule.category(rule.type),
    cadence: rule.cadence,
    runbook: runbook === null ? null : { finding_type: runbook.finding_type, version: runbook.version },
    config_version: site?.config_version ?? context.world.fleet().version,
    detected_at: now,
    fact: rule.fact ?? false,
  };
}
