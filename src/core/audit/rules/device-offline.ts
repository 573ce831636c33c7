import { STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { DeviceReadings } from '../devices.ts';
import { lastOnline } from '../devices.ts';
import { onDutySince } from '../on-duty.ts';
import { heardSince } from '../outages.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'DEVICE_OFFLINE';
const STREAMS = [STREAM.device_heartbeats];
/** How long a device may say nothing, or say that it is offline. */
export const OFFLINE_LIMIT = 30 * MINUTE;
/** A person's signals go on while none is farther from the next than this. */
export const GOES_ON = 20 * MINUTE;

/** Fires when a device was offline or silent for 30 minutes through which the other signals of its person on duty went on. A report of the device settles it. */
export const deviceOffline: Rule = {
  type: TYPE,
  category: () => 'DEVICE_HEALTH',
  cadence: 'HEARTBEAT',
  exempt: false,
  needs: ['duty', 'devices'],
  owns: (findingType) => findingType === TYPE,
  absence: () => STREAMS,
  evaluate(snapshot, _audit, now) {
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const unknown: { finding_type: string; subject: string }[] = [];
    for (const device of snapshot.devices) {
      const subject = `device:${device.code}`;
      const heard = lastOnline(device.reports);
      const startedAt = offlineSince(snapshot, device, now);
      if (startedAt !== null) breaches.push(breachOf(device, startedAt, heard, now));
      else if (heard !== null && heard > now - OFFLINE_LIMIT)
        settled.push({ finding_type: TYPE, subject, reason: 'device reports again' });
      else unknown.push({ finding_type: TYPE, subject });
    }
    return { breaches, settled, unknown };
  },
};

/** When the other signals of the person first had gone on for 30 minutes without the device; null while they have not, or no longer go on. */
function offlineSince(snapshot: SiteSnapshot, device: DeviceReadings, now: EpochMs): EpochMs | null {
  const { person, reports, others, reported_before } = device;
  const { watched_since } = snapshot;
  if (person === null || watched_since === null || onDutySince(snapshot, person, now) === null) return null;
  if (reports.length === 0 && !reported_before) return null;
  const newest = others.at(-1);
  if (newest === undefined || newest <= now - GOES_ON) return null;
  const silentFrom = Math.max(
    startOfRow(others, newest),
    lastOnline(reports) ?? Number.NEGATIVE_INFINITY,
    watched_since,
    heardSince(snapshot, STREAMS),
  );
  return others.find((ts) => ts >= silentFrom + OFFLINE_LIMIT) ?? null;
}

/** The first of the signals that lead to the newest without a longer gap. */
function startOfRow(others: readonly EpochMs[], newest: EpochMs): EpochMs {
  let start = newest;
  for (const ts of others.toReversed()) {
    if (start - ts > GOES_ON) break;
    start = ts;
  }
  return start;
}

function breachOf(
  { code, person }: DeviceReadings,
  startedAt: EpochMs,
  heard: EpochMs | null,
  now: EpochMs,
): Breach {
  return {
    finding_type: TYPE,
    subject: `device:${code}`,
    severity: 'MEDIUM',
    condition_started_at: startedAt,
    title: `Device ${code} offline`,
    message: heard === null ? 'No report for over an hour' : `No report for ${spanInWords(now - heard)}`,
    explanation: {
      rule: TYPE,
      text: `${code} has not reported ${heard === null ? 'for over an hour' : `for ${spanInWords(now - heard)}`}, while the other signals of ${person} went on.`,
      values: [
        {
          name: 'since its last report',
          value: heard === null ? null : Math.floor((now - heard) / MINUTE),
          unit: 'min',
          limit: OFFLINE_LIMIT / MINUTE,
        },
        { name: 'carried by', value: person },
      ],
      since: heard,
      clears_when: `${code} reports that it is online.`,
    },
  };
}
