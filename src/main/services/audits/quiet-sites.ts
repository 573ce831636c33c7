import { LOW_BATTERY } from '#core/audit/rules/device-battery-low.ts';
import { OFFLINE_LIMIT } from '#core/audit/rules/device-offline.ts';
import { SILENCE_LIMIT } from '#core/audit/rules/silent-site.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Memory } from './memory.ts';

const WELL = { quietFor: OFFLINE_LIMIT, batteryAbove: LOW_BATTERY };

/**
 * Tells of which sites no rule of the heartbeat can see anything wrong as of `at`: critical signals are not low, the site
 * lives, its devices report with enough battery, no other system reports anything and nobody works alone there. One pass over
 * numbers for all sites and a few comparisons for each; false says nothing, then the rules decide.
 */
export function quietSites(
  { signals, devices, alerts }: Pick<Memory, 'signals' | 'devices' | 'alerts'>,
  at: EpochMs,
): (site: Site) => boolean {
  const isAlive = signals.aliveAt(at, at - SILENCE_LIMIT);
  return (site) =>
    isAlive(site.id) &&
    alerts.of(site.id).size === 0 &&
    site.people.every(({ lone_worker }) => lone_worker === null) &&
    devices.areWell(site, at, WELL);
}
