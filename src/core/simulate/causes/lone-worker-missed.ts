import { MINUTE } from '#core/model/time.ts';
import { checkInLimit, loneWorkerOverdue } from '../effects.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** A lone worker forgets to check in, while phone and GPS go on. */
export const loneWorkerMisses: Cause = {
  name: 'missed check-in',
  weight: 5,
  plan(scene, at, random) {
    const { site } = scene;
    const code = scene
      .onDuty(at)
      .find((person) => site.people.some((known) => known.code === person && known.lone_worker));
    const person = site.people.find((known) => known.code === code);
    const limit = person === undefined ? null : checkInLimit(person);
    if (person === undefined || limit === null) return null;
    const gone = { start: at, end: at + limit + Math.round(random.between(10, 35) * MINUTE) };
    if (!scene.isSteady(gone)) return null;
    return {
      ...noTrouble,
      ...gone,
      cause: 'missed check-in',
      mutes: [{ ...gone, types: new Set(['check_in'] as const), person: person.code }],
      effects: [loneWorkerOverdue(person.code, limit, gone)],
    };
  },
};
