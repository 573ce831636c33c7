import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { activeSince } from '#core/schedule/active-hours.ts';
import { mannedSince } from '../manned.ts';
import { heardSince } from '../outages.ts';
import type { Rule } from '../rule.ts';
import { CLEAN, UNKNOWN } from '../rule.ts';
import { LIFE_STREAMS, lastSignOfLife } from '../signal-memory.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { spanInWords } from '../words.ts';

/** How long a manned site may give no sign of life. */
export const SILENCE_LIMIT = 60 * MINUTE;

/** From when the site counts as silent if nothing comes until then; null while that cannot be said. */
export function silentFrom(snapshot: Omit<SiteSnapshot, 'open_subjects'>, now: EpochMs): EpochMs | null {
  const { site, watched_since: watched, signals } = snapshot;
  const active = activeSince(site, now);
  const manned = mannedSince(snapshot, now);
  if (watched === null || active === null || manned === null) return null;
  const heard = heardSince(snapshot, LIFE_STREAMS);
  return Math.max(lastSignOfLife(signals) ?? manned, manned, watched, active, heard) + SILENCE_LIMIT;
}

/** Fires when a manned site has given no phone, GPS, task, scan or check-in event for 60 minutes of watched, active, manned time. */
export const silentSite: Rule = {
  type: 'SILENT_SITE',
  category: () => 'SECURITY',
  cadence: 'HEARTBEAT',
  exempt: false,
  needs: ['signals', 'duty'],
  owns: (findingType) => findingType === 'SILENT_SITE',
  absence: () => LIFE_STREAMS,
  evaluate(snapshot, _audit, now) {
    const last = lastSignOfLife(snapshot.signals);
    if (last !== null && last > now - SILENCE_LIMIT) return CLEAN;
    const startedAt = silentFrom(snapshot, now);
    if (startedAt === null || startedAt > now) return UNKNOWN;
    const manned = mannedSince(snapshot, now) ?? now;
    const silence = last === null ? null : Math.floor((now - last) / MINUTE);
    return {
      settled: [],
      unknown: [],
      breaches: [
        {
          finding_type: 'SILENT_SITE',
          subject: '',
          severity: 'CRITICAL',
          condition_started_at: startedAt,
          title: 'Site silent',
          message: 'No phone, GPS, task, scan or check-in event',
          explanation: {
            rule: 'SILENT_SITE',
            text:
              last === null
                ? 'No sign of life was ever received from this site, though it is manned.'
                : `No phone, GPS, task, scan or check-in event for ${spanInWords(now - last)}, though the site is manned.`,
            values: [
              {
                name: 'silence',
                value: silence,
                unit: 'min',
                limit: SILENCE_LIMIT / MINUTE,
                set_at: 'DEFAULT',
              },
              ...(Number.isFinite(manned)
                ? [{ name: 'manned for', value: Math.floor((now - manned) / MINUTE), unit: 'min' }]
                : []),
            ],
            since: last,
            clears_when: 'Any phone, GPS, task, scan or check-in event from the site.',
          },
        },
      ],
    };
  },
};
