import { GOES_ON, OFFLINE_LIMIT } from '#core/audit/rules/device-offline.ts';
import { SILENCE_LIMIT } from '#core/audit/rules/silent-site.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Memory } from './memory.ts';

const WELL = { quietFor: OFFLINE_LIMIT, goesOn: GOES_ON };

/** What tells whether a site is quiet, and where that is kept. */
type Facts = Pick<Memory, 'signals' | 'devices' | 'alerts' | 'quiet'>;

/**
 * True when no rule of the heartbeat can see anything wrong at the site as of `at`: critical signals are not low, it lives, its
 * devices report with enough battery, no other system reports anything that has not ended and nobody works alone there. Mostly that is known
 * already and costs a comparison; false says nothing, then the rules decide.
 */
export function isQuietSite(memory: Facts, site: Site, at: EpochMs): boolean {
  return memory.quiet.holds(site.id, at) || lookAgain(memory, site, at);
}

function lookAgain({ signals, devices, alerts, quiet }: Facts, site: Site, at: EpochMs): boolean {
  const alive = signals.aliveUntil(site.id, SILENCE_LIMIT);
  if (!(at < alive) || alerts.isAnyOpen(site.id)) return false;
  if (site.people.some(({ lone_worker }) => lone_worker !== null)) return false;
  const until = Math.min(alive, devices.wellUntil(site, at, WELL));
  if (!(at < until)) return false;
  quiet.keep(site.id, at, until);
  return true;
}
