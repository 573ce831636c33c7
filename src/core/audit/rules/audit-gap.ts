import type { Cadence } from '#core/model/audit-config.ts';
import type { Interval } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import type { Breach, Rule } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'AUDIT_GAP';

/** What was not watched, and what was caught up afterwards. */
export type Gap = Interval & {
  /** True when a person had quit Vigil. */
  readonly planned: boolean;
  readonly cadences: readonly Cadence[];
  /** Sites with at least one slot in the gap. */
  readonly sites: number;
  /** Slots that were run late, and those folded into a later one. */
  readonly caught_up: number;
  readonly coalesced: number;
};

/** Raised by the scheduler itself, for the installation: a fact, so no audit looks for it and none clears it. */
export const auditGap: Rule = {
  type: TYPE,
  category: () => 'OPERATIONAL',
  cadence: 'TIMER',
  exempt: true,
  fact: true,
  needs: [],
  owns: (findingType) => findingType === TYPE,
  evaluate: () => UNKNOWN,
};

/** The breach that a restored backup makes: what was stored since it was taken is not there any more. */
export function restoredBreach({ start, end }: Interval): Breach {
  const length = spanInWords(end - start);
  return {
    finding_type: TYPE,
    subject: `restored:${toIso(start)}`,
    severity: 'HIGH',
    condition_started_at: start,
    title: 'Records lost',
    message: `A backup was restored: records of ${length} are lost`,
    explanation: {
      rule: TYPE,
      text: `The database was replaced by a backup of ${toIso(start)}. Telemetry, findings and what people did about them from then until ${toIso(end)} are not in it. Sources that deliver again fill up what they still have.`,
      values: [
        { name: 'from', value: toIso(start) },
        { name: 'to', value: toIso(end) },
        { name: 'length', value: Math.floor((end - start) / MINUTE), unit: 'min' },
      ],
      since: start,
      clears_when: 'It is over; it stays on the feed until somebody has seen it.',
    },
  };
}

/** The breach that one gap makes. */
export function auditGapBreach(gap: Gap): Breach {
  const cadences = gap.cadences.map((cadence) => cadence.toLowerCase()).join(', ');
  const length = spanInWords(gap.end - gap.start);
  return {
    finding_type: TYPE,
    subject: `gap:${toIso(gap.start)}`,
    severity: gap.planned ? 'LOW' : 'MEDIUM',
    condition_started_at: gap.start,
    title: 'Audits missed',
    message: `${gap.sites} sites not watched for ${length}`,
    explanation: {
      rule: TYPE,
      text: `${gap.planned ? 'Vigil was stopped by a person' : 'Vigil did not run'} for ${length}: ${gap.sites} sites missed slots (${cadences}). ${gap.caught_up} slots were caught up, ${gap.coalesced} folded into them.`,
      values: [
        { name: 'from', value: toIso(gap.start) },
        { name: 'to', value: toIso(gap.end) },
        { name: 'length', value: Math.floor((gap.end - gap.start) / MINUTE), unit: 'min' },
        { name: 'sites', value: gap.sites },
        { name: 'slots caught up', value: gap.caught_up },
        { name: 'slots coalesced', value: gap.coalesced },
      ],
      since: gap.start,
      clears_when: 'It is over; it stays on the feed until somebody has seen it.',
    },
  };
}
