import { Notice } from '#contract/notices.ts';
import type { SiteDocument } from '#core/config/document.ts';
import { MINUTE } from '#core/model/time.ts';
import type { EngineBench } from './engine-bench.ts';
import { fix, phone } from './events.ts';
import { fleetDocument } from './fleet.ts';

/** When the tests of the engine begin: a Monday, midnight in UTC. */
export const START = '2026-01-05T00:00:00Z';
/** One site in UTC with nothing but what the test gives it. */
export const one = (site: Partial<SiteDocument> = {}) =>
  fleetDocument({
    sites: 1,
    site: () => ({ timezone: 'UTC', people: [], devices: [], shifts: [], tours: [], ...site }),
  });
/** A guard who must check in every 30 minutes, with 3 of grace. */
export const lone = {
  code: 'G-1',
  name: 'A',
  role: 'guard',
  lone_worker: { check_in_minutes: 30, grace_minutes: 3 },
};

/** A site that lives for `minutes`, phone and GPS every 10. */
export function live(bench: EngineBench, minutes: number, site = 'S-1'): void {
  for (let i = 0; i < minutes; i += 10) {
    bench.say(phone(site, bench.clock.now()), fix(site, bench.clock.now()));
    bench.clock.advance(10 * MINUTE);
  }
}

/** What people were told of findings. */
export const notices = (bench: EngineBench): readonly Notice[] =>
  bench.emitted.flatMap(({ event, payload }) => {
    const notice = event === 'notice' ? Notice.parse(payload) : null;
    return notice === null || notice.kind === 'test' ? [] : [notice];
  });

/** Ids of the findings that people heard of. */
export const noticed = (bench: EngineBench) => notices(bench).flatMap(({ finding_id }) => finding_id ?? []);
