import { looksOf } from '#core/audit/reach.ts';
import type { Rule } from '#core/audit/rule.ts';
import type { Finding, LateData } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
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

const delayOf = ({ delay_s }: StoredEvent): number => (delay_s ?? 0) * SECOND;

/**
 * The events that the rule looks at, that happened before the finding was last seen and came after it was detected; null when
 * there are none. `span`: when those happened that have just come, so that most findings need no query.
 */
export function lateFor(
  { condition_started_at, detected_at, last_seen_at }: Finding,
  rule: Rule,
  site: Site,
  span: Interval,
  events: Pick<EventRepo, 'ofSite'>,
): LateData | null {
  const looks = looksOf(rule, site);
  const from = condition_started_at - Math.max(0, ...looks.map((look) => look.span));
  if (span.start > last_seen_at || span.end <= Math.max(from, detected_at - LATEST)) return null;
  const isSeen = ({ stream, ts }: StoredEvent) =>
    looks.some((look) => ts > condition_started_at - look.span && (look.streams?.includes(stream) ?? true));
  const late = events
    .ofSite(site.id, Math.max(from, detected_at - LATEST), last_seen_at, null)
    .filter((event) => isLate(delayOf(event)) && event.ts + delayOf(event) > detected_at)
    .filter(isSeen);
  const [first, last] = [late[0], late.at(-1)];
  return first && last ? { events: late.length, first: first.ts, last: last.ts } : null;
}

/**
 * When the finding was seen: the slot of its detection, and each slot until it was last seen. What a timer or the end of
 * maintenance found between two slots was seen at its detection.
 */
export function* instantsOf(finding: Finding, { cadence }: Rule, site: Site): Generator<EpochMs> {
  const { condition_started_at, detected_at, last_seen_at } = finding;
  const period = periodOf(site.audit, cadence === 'TIMER' ? 'HEARTBEAT' : cadence);
  const phase = phaseOf(site.code, period);
  const slot = slotAt(period, phase, detected_at);
  yield cadence !== 'TIMER' && slot > condition_started_at ? slot : detected_at;
  for (let at = nextSlot(period, phase, detected_at); at <= last_seen_at; at = nextSlot(period, phase, at))
    yield at;
}
