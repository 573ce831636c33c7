import type { Finding, FindingCadence, LateData, Observation } from '#core/model/finding.ts';
import { isNeverSilenced, severityRank } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { anotherRound, countedAnew, countedOn } from './escalation.ts';
import type { Step } from './step.ts';
import { changed, unchanged } from './step.ts';

/** Raised again within this of clearing is a flap. */
export const FLAP_WITHIN = 30 * MINUTE;
/** This many flaps within CHATTER_SPAN make a finding chattering. */
export const CHATTER_FLAPS = 3;
export const CHATTER_SPAN = 60 * MINUTE;
/** Clean audits in a row that clear a finding. */
export const CLEAN_AUDITS = 2;

/** What an audit says about one key. Unknown is not told at all: it is neither better nor worse. */
export type Sight =
  | { readonly kind: 'breach'; readonly observation: Observation; readonly cadence: FindingCadence }
  | { readonly kind: 'clean' }
  | { readonly kind: 'settled'; readonly why: string }
  | { readonly kind: 'explained'; readonly late: LateData };

/** One step in the life of an unresolved finding as audits see it. Pure: time comes in, the caller stores what comes out. */
export function advance(finding: Finding, sight: Sight, at: EpochMs): Step {
  // An audit as of an earlier instant has no say in what was seen after it.
  if (at < Math.max(finding.last_seen_at, finding.cleared_at ?? at)) return unchanged(finding);
  switch (sight.kind) {
    case 'breach':
      return finding.condition === 'ACTIVE'
        ? seenAgain(finding, sight.observation, at)
        : reopened(finding, sight.observation, at);
    case 'clean': {
      if (finding.condition === 'CLEARED') return unchanged(finding);
      const clean_audits = finding.clean_audits + 1;
      if (clean_audits < CLEAN_AUDITS)
        return changed(finding, { clean_audits }, 'clean_once', { recorded: false });
      return cleared(finding, at, 'cleared', `${CLEAN_AUDITS} clean audits in a row`);
    }
    case 'settled':
      return finding.condition === 'CLEARED'
        ? unchanged(finding)
        : cleared(finding, at, 'settled', sight.why);
    case 'explained':
      return explained(finding, sight.late, at);
  }
}

/**
 * With what arrived late it would not have been raised. What is over already, and a fact, says so too; once: the words of its
 * next breach replace it.
 */
function explained(finding: Finding, late: LateData, at: EpochMs): Step {
  if (finding.explanation.late_data !== undefined) return unchanged(finding);
  const over = { condition: 'CLEARED', cleared_at: at, clean_audits: 0 } as const;
  const change = {
    explanation: { ...finding.explanation, late_data: late },
    ...(finding.condition === 'ACTIVE' ? over : {}),
  };
  const which = late.events === 1 ? '1 event' : `${late.events} events`;
  return changed(finding, change, 'explained_by_late_data', {
    detail: `${which} from ${toIso(late.first)} to ${toIso(late.last)} arrived after it was found`,
  });
}

const cleared = (finding: Finding, at: EpochMs, reason: 'cleared' | 'settled', detail: string): Step =>
  changed(finding, { condition: 'CLEARED', cleared_at: at, clean_audits: 0 }, reason, { detail });

/** The same instant seen twice changes nothing, so that a slot may be run again. */
function seenAgain(finding: Finding, observation: Observation, at: EpochMs): Step {
  if (severityRank(observation.severity) > severityRank(finding.severity)) {
    const { severity, message, explanation } = observation;
    const raised = { ...nobodys(finding, at), severity, message, explanation, ...seenAt(finding, at) };
    return changed(finding, raised, 'severity_raised', {
      notify: true,
      detail: `${finding.severity} to ${severity}`,
    });
  }
  const { degree } = observation.explanation;
  if (degree !== undefined && degree > (finding.explanation.degree ?? degree)) {
    const { message, explanation } = observation;
    return changed(finding, { message, explanation, ...seenAt(finding, at) }, 'worsened', { notify: true });
  }
  if (at <= finding.last_seen_at) return unchanged(finding);
  return changed(finding, seenAt(finding, at), 'seen_again', { recorded: false });
}

function reopened(finding: Finding, observation: Observation, at: EpochMs): Step {
  // What late data explained was never true: the first breach after it is no flap, and slow delivery must not silence it.
  const wasTrue = finding.explanation.late_data === undefined;
  const flapped = wasTrue && finding.cleared_at !== null && at - finding.cleared_at <= FLAP_WITHIN;
  const recent = finding.flaps.filter((flap) => at - flap < CHATTER_SPAN);
  const flaps = flapped ? [...recent, at] : recent;
  const chattering = flaps.length >= CHATTER_FLAPS;
  const { severity, message, explanation } = observation;
  const { cleared_at } = finding;
  const clock =
    flapped && cleared_at !== null ? countedOn(finding, cleared_at, at) : countedAnew(finding, at);
  return changed(
    finding,
    {
      ...clock,
      ...nobodys(finding, at),
      condition: 'ACTIVE',
      cleared_at: null,
      reopened_at: at,
      severity,
      message,
      explanation,
      flaps,
      chattering,
      ...seenAt(finding, at),
    },
    'reopened',
    {
      notify: !chattering || isNeverSilenced(finding.finding_type),
      detail: flapped ? `flap ${flaps.length} in ${CHATTER_SPAN / HOUR} h` : 'raised again',
    },
  );
}

const seenAt = (finding: Finding, at: EpochMs) => ({
  occurrences: finding.occurrences + 1,
  last_seen_at: Math.max(at, finding.last_seen_at),
  clean_audits: 0,
});

/** In nobody's hands any more; where somebody had acknowledged it, it is passed on anew when the runbook's minutes are over. */
const nobodys = (finding: Finding, at: EpochMs) =>
  ({
    status: 'NEW',
    acknowledged_at: null,
    acknowledged_by: null,
    ack_until: null,
    ...(finding.status === 'ACKNOWLEDGED' ? anotherRound(finding, at) : {}),
  }) as const;

/** One more call for help while the finding is open: it ends an acknowledgement and is heard again (DECISIONS 20). */
export const calledAgain = (finding: Finding, at: EpochMs): Step =>
  changed(finding, { ...nobodys(finding, at), ...seenAt(finding, at) }, 'called_again', { notify: true });
