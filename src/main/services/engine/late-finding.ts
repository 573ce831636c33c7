import { looksOf } from '#core/audit/reach.ts';
import type { Rule } from '#core/audit/rule.ts';
import type { Finding, LateData } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { nextSlot, periodOf, slotAt } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import type { EventRepo, StoredEvent } from '#main/ports/store.ts';

/** What comes within a minute is the ordinary delay of phones and networks. */
const LATE_AFTER = MINUTE;
/** What is later than this is stored only (DECISIONS 8). */
export const LATEST = 48 * HOUR;

/** Whether an event that came so long after it happened, in ms, makes Vigil look again. */
export const isLate = (delay: number): boolean => delay > LATE_AFTER && delay <= LATEST;

/** When the finding was raised the last time. */
export const raisedAt = ({ detected_at, reopened_at }: Finding): EpochMs => reopened_at ?? detected_at;

const delayOf = ({ delay_s }: StoredEvent): number => (delay_s ?? 0) * SECOND;

/** What has just come late to a site; after a start nobody knows what did. */
export type Fresh = 'anything' | { readonly stream: number; readonly ts: EpochMs }[];

/**
 * The events that the rule looks at, that happened before the finding was last seen and came after it was raised; null when
 * there are none, or none of them is fresh: then it was looked at before.
 */
export function lateFor(
  finding: Finding,
  rule: Rule,
  site: Site,
  fresh: Fresh,
  events: Pick<EventRepo, 'ofSite'>,
): LateData | null {
  const looks = looksOf(rule, site);
  const { last_seen_at, reopened_at, condition_started_at } = finding;
  const seenFrom = raisedAt(finding);
  const startedAt = reopened_at === null ? condition_started_at : firstSight(finding, rule, site);
  const reach = Math.max(0, ...looks.map((look) => look.span));
  const from = Math.max(startedAt - reach, seenFrom - LATEST);
  const isSeen = ({ stream, ts }: { readonly stream: number; readonly ts: EpochMs }) =>
    looks.some((look) => ts > startedAt - look.span && (look.streams?.includes(stream) ?? true));
  const isBefore = (event: { readonly ts: EpochMs }) => event.ts > from && event.ts <= last_seen_at;
  if (fresh !== 'anything' && !fresh.some((event) => isBefore(event) && isSeen(event))) return null;
  const late = events
    .ofSite(site.id, from, last_seen_at, null)
    .filter((event) => isLate(delayOf(event)) && event.ts + delayOf(event) > seenFrom)
    .filter(isSeen);
  const [first, last] = [late[0], late.at(-1)];
  return first && last ? { events: late.length, first: first.ts, last: last.ts } : null;
}

/** When what is wrong now was seen: at the first sight of it, and at each slot until it was last seen. */
export function* instantsOf(finding: Finding, rule: Rule, site: Site): Generator<EpochMs> {
  const period = periodOf(site.audit, slotsOf(rule));
  const phase = phaseOf(site.code, period);
  yield firstSight(finding, rule, site);
  const next = (at: EpochMs) => nextSlot(period, phase, at);
  for (let at = next(raisedAt(finding)); at <= finding.last_seen_at; at = next(at)) yield at;
}

const slotsOf = ({ cadence }: Rule) => (cadence === 'TIMER' ? 'HEARTBEAT' : cadence);

/**
 * As of when it was found wrong when it was raised: the slot. What a timer, the end of maintenance or a person found between
 * two slots was seen at that instant.
 */
function firstSight(finding: Finding, rule: Rule, site: Site): EpochMs {
  const { condition_started_at, reopened_at } = finding;
  const seenFrom = raisedAt(finding);
  const period = periodOf(site.audit, slotsOf(rule));
  const slot = slotAt(period, phaseOf(site.code, period), seenFrom);
  const isOfSlot = reopened_at === null ? slot > condition_started_at : reopened_at - slot < MINUTE;
  return rule.cadence !== 'TIMER' && isOfSlot ? slot : seenFrom;
}
