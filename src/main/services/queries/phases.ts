import type { Cadence } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { periodOf } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';

/**
 * Where in its period the slots of a site lie, in ms. It takes a hash, and a list of all sites asks for three of each: so it
 * is remembered until the site's settings change (a new Site object).
 */
export function createPhases(): (site: Site, cadence: Cadence) => number {
  const remembered = new WeakMap<Site, Map<Cadence, number>>();
  return (site, cadence) => {
    const phases = remembered.get(site) ?? new Map<Cadence, number>();
    remembered.set(site, phases);
    const phase = phases.get(cadence) ?? phaseOf(site.code, periodOf(site.audit, cadence));
    phases.set(cadence, phase);
    return phase;
  };
}
