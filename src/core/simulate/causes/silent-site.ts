import { EVENT_TYPES } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, type Interval, MINUTE } from '#core/model/time.ts';
import { checkInLimit, loneWorkerOverdue, lowSignal, silentSite, tourOverdue, windowOf } from '../effects.ts';
import type { TourFate } from '../tour-run.ts';
import type { Cause, Effect, Scene, Trouble } from '../trouble.ts';

/** Everything at the site falls silent: power and network are gone, and everybody with them. */
export const siteFallsSilent: Cause = {
  name: 'silent site',
  weight: 6,
  plan(scene, at, random) {
    const end = at + longestLimit(scene.site) + Math.round(random.between(35, 70) * MINUTE);
    const gone = { start: at, end };
    return scene.isSteady(gone) ? silence(scene, gone, 'silent site') : null;
  },
};

/** The longest that the site may lack anything before it is noticed. */
export const longestLimit = (site: Site): number =>
  Math.max(60 * MINUTE, ...site.audit.critical_signals.map((signal) => windowOf(site, signal)));

/** A silence with all that follows from it: low signals, lone workers who cannot check in, tours that nobody completes. */
export function silence(scene: Scene, gone: Interval, cause: string): Trouble {
  const { site } = scene;
  const runs = scene.runs(gone);
  const tours = new Map(
    runs.map((run): [string, TourFate] => [run.subject, { kind: 'broken off', at: gone.start }]),
  );
  const missed = runs.filter(({ tour }) => tour.mandatory).map((run) => tourOverdue(run, null));
  return {
    ...gone,
    end: Math.max(gone.end, ...runs.map(({ deadline }) => deadline)),
    cause,
    mutes: [{ ...gone, types: new Set(EVENT_TYPES), person: null }],
    rewrites: [],
    tours,
    adds: [],
    blackouts: [],
    effects: [
      silentSite(gone),
      ...site.audit.critical_signals.map((signal) => lowSignal(site, signal, gone)),
      ...loneWorkers(scene, gone),
      ...missed,
    ],
  };
}

/** Lone workers on duty when the silence begins. */
export function loneWorkers({ site, onDuty }: Scene, gone: Interval): readonly Effect[] {
  return onDuty(gone.start).flatMap((code) => {
    const person = site.people.find((candidate) => candidate.code === code);
    const limit = person === undefined ? null : checkInLimit(person);
    return limit === null || isShort(gone, limit) ? [] : [loneWorkerOverdue(code, limit, gone)];
  });
}

/** True when a worker who checked in just before may be back in time. */
const isShort = (gone: Interval, limit: EpochMs): boolean => gone.end - gone.start <= limit;
