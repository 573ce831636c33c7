import type { AuditConfig } from '#core/model/audit-config.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { activeSince } from '#core/schedule/active-hours.ts';
import { tourStartsBetween } from '#core/schedule/tour-starts.ts';
import { heardSince } from '../outages.ts';
import type { Breach, Rule, Verdict } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';
import { DEFAULT_THRESHOLD } from '../signal-plan.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { TOUR_LOOKBACK } from '../tour-runs.ts';
import { setAt, signalName, spanInWords } from '../words.ts';

const PATTERN = /^CRITICAL_SIGNAL_(.+)_LOW$/;
const signalOf = (findingType: string): string => (PATTERN.exec(findingType)?.[1] ?? '').toLowerCase();
/** The finding type of a signal. */
export const typeOf = (signal: string): string => `CRITICAL_SIGNAL_${signal.toUpperCase()}_LOW`;

/** Fires when a critical signal counts fewer events in its window than it must, over a window that was watched and active throughout. */
export const criticalSignalLow: Rule = {
  type: 'CRITICAL_SIGNAL_*_LOW',
  category: (findingType) => (findingType.startsWith('CRITICAL_SIGNAL_TOUR_') ? 'SECURITY' : 'DEVICE_HEALTH'),
  cadence: 'HEARTBEAT',
  exempt: false,
  needs: ['signals'],
  owns: (findingType) => PATTERN.test(findingType),
  absence: (findingType, streamOf) => [streamOf(signalOf(findingType))],
  evaluate(snapshot, audit, now) {
    const { site, watched_since: watched } = snapshot;
    const active = activeSince(site, now);
    if (watched === null || active === null) return UNKNOWN;
    const judgedFrom = Math.max(watched, active);
    const breaches: Breach[] = [];
    const unknown: { finding_type: string; subject: string }[] = [];
    for (const signal of audit.critical_signals) {
      const judged = judge(snapshot, audit, signal, judgedFrom, now);
      if (judged === 'unknown') unknown.push({ finding_type: typeOf(signal), subject: `signal:${signal}` });
      else if (judged !== 'clean') breaches.push(judged);
    }
    return { breaches, settled: [], unknown } satisfies Verdict;
  },
};

function judge(
  snapshot: SiteSnapshot,
  audit: AuditConfig,
  signal: string,
  judgedFrom: EpochMs,
  now: EpochMs,
): Breach | 'clean' | 'unknown' {
  const threshold = audit.signal_thresholds[signal] ?? DEFAULT_THRESHOLD;
  const window = threshold.window_minutes * MINUTE;
  const newest = snapshot.signals.critical(signal);
  if (newest === null) return 'unknown';
  const heardFrom = Math.max(judgedFrom, heardSince(snapshot, [snapshot.signals.streamOf(signal)]));
  if (heardFrom > now - window) return 'unknown';
  const enough = newest.oldest();
  if (enough !== null && enough > now - window) return 'clean';
  if (signal === 'tour_completion' && !aTourFellDue(snapshot, { start: now - window, end: now }))
    return 'clean';
  const count = newest.countAfter(now - window);
  return breach(snapshot, audit, signal, count, Math.max(enough ?? heardFrom, heardFrom) + window, now);
}

function breach(
  { site, signals }: SiteSnapshot,
  audit: AuditConfig,
  signal: string,
  count: number,
  startedAt: EpochMs,
  now: EpochMs,
): Breach {
  const { min_count, window_minutes } = audit.signal_thresholds[signal] ?? DEFAULT_THRESHOLD;
  const name = signalName(signal);
  const set_at = setAt(site, audit, `signal_thresholds.${signal}`);
  const last = signals.critical(signal)?.newest() ?? null;
  const silence = last === null ? 'none was ever received' : `the last was ${spanInWords(now - last)} ago`;
  return {
    finding_type: typeOf(signal),
    subject: `signal:${signal}`,
    severity: 'HIGH',
    condition_started_at: startedAt,
    title: `${name} low`,
    message: `${count} of ${min_count} in ${window_minutes} min`,
    explanation: {
      rule: typeOf(signal),
      text: `${name} counted ${count} in the last ${window_minutes} min, at least ${min_count} expected; ${silence}.`,
      values: [
        { name: signal, value: count, unit: `events in ${window_minutes} min`, limit: min_count, set_at },
        { name: 'window', value: window_minutes, unit: 'min', set_at },
      ],
      since: last,
      clears_when: `${name} counted at least ${min_count} within ${window_minutes} min.`,
    },
  };
}

/** True when the time allowed for a mandatory tour ran out inside the window. */
function aTourFellDue({ site }: SiteSnapshot, window: Interval): boolean {
  return site.tours.some((tour) => {
    if (!tour.mandatory) return false;
    const allowed = (tour.duration_minutes + tour.grace_minutes) * MINUTE;
    const starts = tourStartsBetween(site, tour, window.start - TOUR_LOOKBACK, window.end);
    return starts.some(({ at }) => at + allowed > window.start && at + allowed <= window.end);
  });
}
