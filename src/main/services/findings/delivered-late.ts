import { looksOf } from '#core/audit/reach.ts';
import { ruleOf } from '#core/audit/registry.ts';
import type { Breach } from '#core/audit/rule.ts';
import type { FindingCadence } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { periodOf } from '#core/schedule/due.ts';
import type { EventRepo } from '#main/ports/store.ts';

/** What a person reports is found when it is reported: nothing was delivered. */
const REPORTED = 'MANUAL';
/** Rules that speak of an event at its receipt: whatever time went by before was spent on the way. */
const AT_RECEIPT: ReadonlySet<string> = new Set(['DURESS', 'EXTERNAL_ALERT']);
/** What comes within a minute is the ordinary delay of phones and networks. */
const ORDINARY = MINUTE;

type Found = Pick<Breach, 'finding_type' | 'condition_started_at'> & {
  readonly cadence: FindingCadence;
  readonly detected_at: EpochMs;
};

/**
 * Whether the time until a finding was found is one of the delivery and not of the audits: it took longer than a turn of its
 * cadence, and something that its rule looks at came late meanwhile (DECISIONS 18).
 */
export function deliveredLate(found: Found, site: Site | null, events: Pick<EventRepo, 'ofSite'>): boolean {
  const { finding_type, condition_started_at: start, detected_at } = found;
  const turn = site === null || found.cadence === 'TIMER' ? MINUTE : periodOf(site.audit, found.cadence);
  if (finding_type === REPORTED || detected_at - start <= turn + ORDINARY) return false;
  if (AT_RECEIPT.has(finding_type)) return true;
  const rule = ruleOf(finding_type);
  if (site === null || rule === null) return false;
  const looks = looksOf(rule, site);
  const isSeen = (stream: number) => looks.some(({ streams }) => streams?.includes(stream) ?? true);
  const reach = Math.max(0, ...looks.map(({ span }) => span));
  return events.ofSite(site.id, start - reach, detected_at, null).some(({ stream, ts, delay_s }) => {
    const delay = (delay_s ?? 0) * SECOND;
    return delay > ORDINARY && ts + delay > start && ts + delay <= detected_at && isSeen(stream);
  });
}
