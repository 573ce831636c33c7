import { metresOutside } from '#core/geo/distance.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { formatAge } from '#renderer/ui/time.ts';
import type { PlaceAtMoment } from '#renderer/words/map.ts';
import type { Scene } from './scene.ts';
import type { Track, Whereabouts } from './trail.ts';
import { nearest, whereAt } from './trail.ts';

/** A fix that is older than this is told with its age. */
const FRESH = 2 * MINUTE;

export type PersonAtMoment = {
  readonly track: Track;
  readonly where: Whereabouts;
  readonly told: PlaceAtMoment;
};

/** The ways that are shown: of one person, or of everybody. */
export const shownTracks = ({ tracks }: Scene, person: string | null): readonly Track[] =>
  person === null ? tracks : tracks.filter((track) => track.person === person);

/** Where everybody who had been heard was at a moment. */
export function peopleAt(scene: Scene, moment: EpochMs, person: string | null): readonly PersonAtMoment[] {
  return shownTracks(scene, person).flatMap((track) => {
    const where = whereAt(track, moment);
    return where === null ? [] : [{ track, where, told: tell(scene, track.person, where) }];
  });
}

function tell(scene: Scene, person: string, where: Whereabouts): PlaceAtMoment {
  const { checkpoints, location, site } = scene;
  const checkpoint = nearest(where, checkpoints);
  const own = location === null ? null : nearest(where, [location]);
  const from =
    checkpoint !== null
      ? { kind: 'checkpoint' as const, code: checkpoint.place.label, metres: checkpoint.metres }
      : own === null
        ? null
        : { kind: 'site' as const, code: site, metres: own.metres };
  const age = where.at - where.fixAt;
  return {
    person,
    from,
    outside: metresOutside(scene, where) || null,
    accuracy: where.accuracy,
    age: age > FRESH && isHeld(where) ? formatAge(age) : null,
  };
}

/** Whether somebody stands where the last fix was, because no newer one says otherwise. */
const isHeld = ({ at, fixAt }: Whereabouts): boolean => at > fixAt;
