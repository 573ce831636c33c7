import { anomalyOf } from '#core/audit/rules/anomaly.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { collectEvidence, type EvidenceSources } from './evidence.ts';

export type Collect = (finding: Finding, site: Site | null, at: EpochMs) => Evidence | null;

/**
 * Collects the evidence of one unit of work. Findings of one site, instant and runbook share one object, but for anomalies, which
 * have a baseline each: a storm of alerts must not have the same hours read and packed for each of them.
 */
export function createCollector(sourcesOf: (finding: Finding) => EvidenceSources): Collect {
  const collected = new Map<string, Evidence | null>();
  return (finding, site, at) => {
    const isCritical = finding.severity === 'CRITICAL'; // then no setting keeps evidence out
    const own = anomalyOf(finding.finding_type) === null ? null : finding.finding_type;
    const key = JSON.stringify([site?.code, at, finding.runbook?.finding_type, isCritical, own]);
    const known = collected.get(key);
    if (known !== undefined) return known;
    const evidence = collectEvidence(finding, site, at, sourcesOf(finding));
    collected.set(key, evidence);
    return evidence;
  };
}
